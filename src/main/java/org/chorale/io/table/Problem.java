package org.chorale.io.table;

import java.io.Serializable;
import java.util.Locale;
import org.chorale.stats.domain.Domain;

/** One thing in a table that can't be used. Immutable; travels. */
public final class Problem implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** A feature's cell is neither a number nor missing. */
    TEXT_IN_FEATURE("expected a number or a missing value; leave the column out of the features"),
    /** A feature's cell is infinite. */
    INFINITE("expected a finite number; correct it, or leave it empty if it is missing"),
    /** A value of a feature that is declared positive is not. */
    NOT_POSITIVE(outsideOf(Domain.POSITIVE)),
    /** A value of a feature that is declared a fraction is none. */
    NOT_IN_UNIT(outsideOf(Domain.UNIT)),
    /** A row has more or fewer fields than the header. */
    FIELD_COUNT("expected as many as the header has; look for a stray or missing delimiter"),
    /** A cell of an unnamed last column is not empty. */
    UNNAMED_COLUMN("expected nothing there; name the column in the header"),
    /** Bytes that are no UTF-8. */
    MALFORMED_UTF8("expected UTF-8; convert the file, for example with iconv -f latin1 -t utf-8"),
    /** A quoted field that isn't closed, or is too long to be meant. */
    OPEN_QUOTE("expected a closing quote; look for a stray \" in that line"),
    /** Compressed data that can't be decompressed. */
    DAMAGED_GZIP("expected a whole gzip file; copy it again");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }

    private static String outsideOf(Domain domain) {
      return "expected a value "
          + domain.words()
          + ", as --domain says; correct it, leave it empty if it is missing, or leave the feature out of --domain";
    }

    static Kind outside(Domain domain) {
      return domain == Domain.POSITIVE ? NOT_POSITIVE : NOT_IN_UNIT;
    }
  }

  private static final int LONGEST_TEXT = 60;

  private final Kind kind;
  private final int line;
  private final int column;
  private final String text;
  private final String id;

  Problem(Kind kind, int line, int column, String text, String id) {
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.text = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "\u2026";
    this.id = id;
  }

  public Kind kind() {
    return kind;
  }

  /** Line in the split, from 1; for Parquet the row in the split. */
  public int line() {
    return line;
  }

  /** Position of the column in the table, or -1 if the row as a whole is meant. */
  public int column() {
    return column;
  }

  /** What was found there, shortened if long. */
  public String text() {
    return text;
  }

  /** The scan's id, or null if it isn't known. */
  public String id() {
    return id;
  }

  /**
   * The problem as a sentence for the user.
   *
   * @param path of the table
   * @param lineInFile line of the split's first line - 1 + {@link #line()}
   * @param columnName of {@link #column()}; ignored if that is -1
   */
  public String message(String path, long lineInFile, String columnName) {
    return String.format(
        Locale.ROOT,
        "%s:%d:%s%s found %s; %s.",
        path,
        lineInFile,
        column < 0 ? "" : " column '" + columnName + "'",
        id == null ? "" : " of scan '" + id + "'",
        column < 0 ? text : "'" + text + "'",
        kind.remedy);
  }
}
