package org.chorale.report.verdict;

import static org.chorale.report.words.Numbers.percent;

import java.util.Comparator;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.SiteClassifier;
import org.chorale.model.diagnosis.SiteClassifier.Accuracy;

/** Whether a classifier tells the site: the one that does best on the latest values speaks. */
final class ClassifierVerdict {
  private static final String QUESTION = "Can a classifier tell the site?";

  /** Of the way from chance to the accuracy before; what lies below is a rest. */
  private static final double REST = 0.25;

  private ClassifierVerdict() {}

  static Verdict of(Diagnosis diagnosis) {
    return diagnosis.classifiers().stream()
        .max(Comparator.comparingDouble(c -> latest(c).balanced()))
        .map(ClassifierVerdict::of)
        .orElse(
            new Verdict(
                QUESTION,
                Tone.NEUTRAL,
                "Not tried",
                null,
                null,
                "",
                "No classifier was trained to tell the site, so combined effects over many "
                    + diagnosis.run().featureNoun()
                    + " may go unseen."));
  }

  private static Verdict of(SiteClassifier classifier) {
    Accuracy before = classifier.accuracy().before();
    Accuracy after = classifier.accuracy().after();
    boolean guesses = isLikeGuessing(latest(classifier), classifier.chance());
    return new Verdict(
        QUESTION,
        tone(classifier, guesses),
        word(classifier, guesses),
        percent(before.balanced()),
        after == null ? null : percent(after.balanced()),
        "balanced accuracy; guessing gives " + percent(classifier.chance()),
        sentence(classifier));
  }

  private static Accuracy latest(SiteClassifier classifier) {
    Accuracy after = classifier.accuracy().after();
    return after == null ? classifier.accuracy().before() : after;
  }

  /** Within what permuted sites give; where none were tried, no better than chance itself. */
  private static boolean isLikeGuessing(Accuracy accuracy, double chance) {
    double bound = Double.isNaN(accuracy.nullUpper()) ? chance : accuracy.nullUpper();
    return accuracy.balanced() <= bound;
  }

  private static Tone tone(SiteClassifier classifier, boolean guesses) {
    if (guesses) {
      return Tone.GOOD;
    }
    return isRest(classifier) ? Tone.MIXED : Tone.BAD;
  }

  private static String word(SiteClassifier classifier, boolean guesses) {
    if (classifier.accuracy().after() == null) {
      return guesses ? "No better than guessing" : "Yes, not harmonised";
    }
    if (guesses) {
      return "No better than guessing";
    }
    return isRest(classifier) ? "A little, still" : "Yes, still";
  }

  private static boolean isRest(SiteClassifier classifier) {
    Accuracy after = classifier.accuracy().after();
    return after != null
        && after.balanced() - classifier.chance()
            < REST * (classifier.accuracy().before().balanced() - classifier.chance());
  }

  private static String sentence(SiteClassifier classifier) {
    Accuracy after = classifier.accuracy().after();
    Accuracy latest = latest(classifier);
    String bound =
        Double.isNaN(latest.nullUpper())
            ? "guessing gives " + percent(classifier.chance())
            : "guessing gives %s, and 95\u00a0%% of permutations of site stay below %s"
                .formatted(percent(classifier.chance()), percent(latest.nullUpper()));
    return "A classifier (%s) tells the site of scans it has not seen with a balanced accuracy of %s%s; %s."
        .formatted(
            classifier.title(),
            percent(classifier.accuracy().before().balanced()),
            after == null
                ? ""
                : " before and " + percent(after.balanced()) + " after harmonisation",
            bound);
  }
}
