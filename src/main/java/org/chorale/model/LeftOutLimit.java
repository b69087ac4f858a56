package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many scans may be left out before something must be wrong with the input. Immutable. */
public final class LeftOutLimit {
  /** Any number. */
  public static final LeftOutLimit NONE = new LeftOutLimit("none", Double.POSITIVE_INFINITY, false);

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}|\\d{1,3}(?:\\.\\d+)?(?=%))(%?)");
  private static final int ALL_PERCENT = 100;

  private final String text;
  private final double most;
  private final boolean percent;

  private LeftOutLimit(String text, double most, boolean percent) {
    this.text = text;
    this.most = most;
    this.percent = percent;
  }

  /**
   * A limit as a user writes it.
   *
   * @param text a number of scans, {@code 20}, or a share of them, {@code 0.5%}
   * @throws InvalidInputException if it is neither
   */
  public static LeftOutLimit parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    boolean matches = parts.matches();
    double most = matches ? Double.parseDouble(parts.group(1)) : -1;
    boolean percent = matches && !parts.group(2).isEmpty();
    if (!matches || (percent && most > ALL_PERCENT)) {
      throw new InvalidInputException(
          "--max-quarantined is '%s'; give a number of scans, as 20, or a share of them, as 0.5%%"
              .formatted(text));
    }
    return new LeftOutLimit(text.strip(), most, percent);
  }

  /**
   * Refuses scans of which too many are left out.
   *
   * @param used how many take part
   * @throws InvalidInputException if there are more than the limit
   */
  public void check(List<LeftOut> leftOut, int used) {
    int all = used + leftOut.size();
    double share = percent ? most * all / ALL_PERCENT : most;
    if (leftOut.size() <= share) {
      return;
    }
    Map<String, List<String>> byReason = new TreeMap<>();
    for (LeftOut scan : leftOut) {
      String reason = scan.reasonCode() + (scan.column() == null ? "" : " '" + scan.column() + "'");
      byReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(scan.id());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %d would be left out, more than --max-quarantined %s; correct them, or raise it"
            .formatted(ScanTable.counted(leftOut.size(), "scan"), all, text));
    byReason.forEach(
        (reason, ids) ->
            lines.add("%d: %s (%s)".formatted(ids.size(), reason, ScanTable.firstOf(ids))));
    throw new InvalidInputException(String.join("\n", lines));
  }
}
