package org.chorale.model;

import java.util.ArrayList;
import java.util.List;

/** A smooth in words: {@code penalised B-spline, k 10, lambda by REML}. */
final class SmoothText {
  private SmoothText() {}

  static String of(Smooth smooth) {
    List<String> words = new ArrayList<>();
    words.add(
        switch (smooth.kind()) {
          case B_SPLINE -> "B-spline";
          case NATURAL -> "natural spline";
          case PENALISED_B_SPLINE -> "penalised B-spline";
          case CUBIC_REGRESSION -> "cubic regression spline";
        });
    words.add("k " + smooth.k());
    if (smooth.lambda() != null) {
      words.add(
          switch (smooth.lambda().choice()) {
            case REML -> "lambda by REML";
            case GCV -> "lambda by GCV";
            case FIXED -> "lambda " + smooth.lambda().word();
            case FILE -> "lambda from " + smooth.lambda().file();
          });
    }
    if (smooth.bounded()) {
      words.add("bounds %s to %s".formatted(smooth.lower(), smooth.upper()));
    }
    if (smooth.beyond() != smooth.kind().beyond()) {
      words.add("beyond: " + Word.of(smooth.beyond()));
    }
    return String.join(", ", words);
  }
}
