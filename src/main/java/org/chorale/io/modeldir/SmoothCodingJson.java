package org.chorale.io.modeldir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.chorale.model.Lambda;
import org.chorale.model.Smooth;
import org.chorale.model.SmoothCoding;
import org.chorale.model.Term;
import org.chorale.model.Word;
import org.chorale.stats.smooth.Beyond;
import org.chorale.stats.smooth.SplineBasis;
import org.chorale.stats.smooth.SplineKind;

/**
 * A smooth covariate in {@code model.json}: what was asked for, and the spline that was learnt. A λ
 * from a file is in the model's features; the file isn't named.
 */
final class SmoothCodingJson {
  private SmoothCodingJson() {}

  static void write(ObjectNode node, Smooth smooth, SmoothCoding coding) {
    SplineBasis basis = coding.basis();
    node.put("basis", Word.of(basis.kind()));
    node.put("k", smooth.k());
    if (smooth.lambda() == null) {
      node.putNull("lambda");
    } else if (smooth.lambda().choice() == Lambda.Choice.FIXED) {
      node.put("lambda", smooth.lambda().value());
    } else {
      node.put("lambda", smooth.lambda().word());
    }
    if (smooth.bounded()) {
      node.putArray("bounds").add(smooth.lower()).add(smooth.upper());
    } else {
      node.putNull("bounds");
    }
    node.put("beyond", Word.of(basis.beyond()));
    putAll(node.putArray("knots"), basis.knots());
    putAll(node.putArray("transform"), basis.transform());
    node.put("penalty_factor", basis.penaltyFactor());
    coding.centre().forEach(node.putArray("centre")::add);
    node.put("scale", coding.scale());
    node.putArray("range").add(coding.least()).add(coding.most());
  }

  private static void putAll(ArrayNode list, double[] numbers) {
    for (double number : numbers) {
      list.add(number);
    }
  }

  /** The covariate as it was declared. */
  static Term term(JsonNode node, String name, Path file) {
    Smooth smooth =
        Smooth.of(ModelJson.value(SplineKind.class, node, "basis", file))
            .withK(ModelJson.count(node, "k", 1, file))
            .withBeyond(ModelJson.value(Beyond.class, node, "beyond", file))
            .withLambda(lambda(ModelJson.required(node, "lambda", file), file));
    if (!ModelJson.required(node, "bounds", file).isNull()) {
      double[] bounds = ModelJson.numbers(node, "bounds", 2, file);
      smooth = smooth.withBounds(bounds[0], bounds[1]);
    }
    return Term.smooth(name, smooth);
  }

  private static Lambda lambda(JsonNode node, Path file) {
    if (node.isNull()) {
      return null;
    }
    if (node.isNumber()) {
      return Lambda.fixed(node.asDouble());
    }
    Lambda.Choice choice = Word.choice(Lambda.Choice.class, node.asText());
    if (choice == null || choice == Lambda.Choice.FIXED) {
      throw ModelJson.damaged(file, "lambda", "is '" + node.asText() + "'");
    }
    return switch (choice) {
      case REML -> Lambda.reml();
      case GCV -> Lambda.gcv();
      default -> Lambda.file("features");
    };
  }

  /** Its spline. */
  static SmoothCoding coding(JsonNode node, String name, Path file) {
    try {
      SplineBasis basis =
          new SplineBasis(
              ModelJson.value(SplineKind.class, node, "basis", file),
              ModelJson.value(Beyond.class, node, "beyond", file),
              numbers(node, "knots", file),
              numbers(node, "transform", file),
              ModelJson.number(node, "penalty_factor", file));
      double[] range = ModelJson.numbers(node, "range", 2, file);
      List<Double> centre = new ArrayList<>();
      for (double number : numbers(node, "centre", file)) {
        centre.add(number);
      }
      return new SmoothCoding(
          name, basis, centre, ModelJson.number(node, "scale", file), range[0], range[1]);
    } catch (IllegalArgumentException disagreeing) {
      throw ModelJson.damaged(
          file, "design", "makes no spline of '" + name + "': " + disagreeing.getMessage());
    }
  }

  private static double[] numbers(JsonNode node, String field, Path file) {
    int count = ModelJson.required(node, field, file).size();
    return ModelJson.numbers(node, field, count, file);
  }
}
