package org.chorale.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chorale.stats.domain.Domain;

/**
 * Which features have which domain, by names and globs, as {@code FA:unit} and {@code
 * vol_*:positive} say it; and whether they are harmonised inside it, or only checked. Immutable;
 * travels.
 */
public final class Domains implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ALL = "*";
  private static final Domains NONE = new Domains(List.of(), List.of(), false);

  private final String[] globs;
  private final Domain[] domains;
  private final boolean checkOnly;

  private Domains(List<String> globs, List<Domain> domains, boolean checkOnly) {
    this.globs = globs.toArray(new String[0]);
    this.domains = domains.toArray(new Domain[0]);
    this.checkOnly = checkOnly;
  }

  /** No feature has one. */
  public static Domains none() {
    return NONE;
  }

  /**
   * Reads rules.
   *
   * @param rules each a name or glob, and after the last colon the domain
   * @param checkOnly whether values outside are counted only
   * @throws InvalidInputException if one can't be understood, or there is none to check
   */
  public static Domains parse(List<String> rules, boolean checkOnly) {
    if (rules.isEmpty() && checkOnly) {
      throw new InvalidInputException(
          "--domain-check needs domains to check: give them with --domain, as in 'vol_*:positive'");
    }
    List<String> globs = new ArrayList<>();
    List<Domain> domains = new ArrayList<>();
    List<String> words = Arrays.stream(Domain.values()).map(Word::of).toList();
    for (String rule : rules) {
      int colon = rule.lastIndexOf(':');
      if (colon < 1) {
        throw new InvalidInputException(
            "--domain '%s' names no %s; write it as in 'FA:unit' or 'vol_*:positive'"
                .formatted(rule, colon < 0 ? "domain" : "feature"));
      }
      String word = rule.substring(colon + 1).strip();
      Domain domain = Word.choice(Domain.class, word);
      if (domain == null) {
        throw new InvalidInputException(
            "--domain '%s': there is no domain '%s'%s"
                .formatted(rule, word, Nearest.hint(word, words)));
      }
      globs.add(rule.substring(0, colon));
      domains.add(domain);
    }
    return new Domains(globs, domains, checkOnly);
  }

  /** Whether no feature has a domain. */
  public boolean isEmpty() {
    return globs.length == 0;
  }

  /** Whether values outside are counted only. */
  public boolean isCheckOnly() {
    return checkOnly;
  }

  /** Whether features are harmonised on another scale than their own. */
  public boolean transforms() {
    return !isEmpty() && !checkOnly;
  }

  /** The rules, as {@link #parse} reads them. */
  public List<String> rules() {
    List<String> rules = new ArrayList<>();
    for (int r = 0; r < globs.length; r++) {
      rules.add(globs[r] + ":" + Word.of(domains[r]));
    }
    return rules;
  }

  /** The domain that all features have whatever their names are; null if names matter. */
  public Domain ofAll() {
    return globs.length == 1 && globs[0].equals(ALL) ? domains[0] : null;
  }

  /**
   * The domain of every feature; null where it has none.
   *
   * @throws InvalidInputException if a feature has two
   */
  public Domain[] of(List<String> names) {
    Domain[] byFeature = new Domain[names.size()];
    int[] ruleOf = new int[names.size()];
    Matching matching = new Matching(names);
    for (int r = 0; r < globs.length; r++) {
      for (int v : matching.features(globs[r])) {
        if (byFeature[v] != null && byFeature[v] != domains[r]) {
          throw new InvalidInputException(
              "feature '%s' has two domains, by --domain '%s' and '%s'; leave it one"
                  .formatted(names.get(v), rules().get(ruleOf[v]), rules().get(r)));
        }
        byFeature[v] = domains[r];
        ruleOf[v] = r;
      }
    }
    return byFeature;
  }

  /** Finds features by name and by glob; a list of many names costs no more than one. */
  private static final class Matching {
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();

    Matching(List<String> names) {
      this.names = names;
      for (int v = 0; v < names.size(); v++) {
        places.put(names.get(v), v);
      }
    }

    int[] features(String glob) {
      if (glob.indexOf('*') < 0 && glob.indexOf('?') < 0) {
        Integer place = places.get(glob);
        return place == null ? new int[0] : new int[] {place};
      }
      Pattern pattern = NameList.glob(glob);
      return IntStream.range(0, names.size())
          .filter(v -> pattern.matcher(names.get(v)).matches())
          .toArray();
    }
  }

  /** For every rule, whether it is of any of these features. */
  public boolean[] matched(List<String> names) {
    Matching matching = new Matching(names);
    boolean[] matched = new boolean[globs.length];
    for (int r = 0; r < globs.length; r++) {
      matched[r] = matching.features(globs[r]).length > 0;
    }
    return matched;
  }

  /**
   * Refuses rules that are of no feature.
   *
   * @param matched whether each is of one
   * @param shown names of features, for a hint
   * @throws InvalidInputException naming the first such rule
   */
  public void refuseUnmatched(boolean[] matched, List<String> shown) {
    for (int r = 0; r < globs.length; r++) {
      if (!matched[r]) {
        throw new InvalidInputException(
            "--domain '%s' is of no feature%s"
                .formatted(rules().get(r), Nearest.hint(globs[r], shown)));
      }
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Domains other
        && rules().equals(other.rules())
        && checkOnly == other.checkOnly;
  }

  @Override
  public int hashCode() {
    return rules().hashCode();
  }
}
