package org.chorale.io.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of files for texts that anybody may have chosen, such as ids and labels. A name has no
 * separator, begins with none of {@code . _ -}, has at most 160 characters, all of them ASCII, and
 * differs from those of the other texts, also where letter case makes no difference.
 *
 * <p>Letters and digits of ASCII and {@code - _ . + = @ [ ]} stand for themselves, anything else as
 * {@code %} and two hexadecimal digits for each byte of UTF-8, as in web addresses. Capitals are
 * written so too where texts differ in nothing else. What is too long is cut and gets a hash.
 * Immutable.
 */
public final class FileNames {
  private static final String PLAIN = "-_.+=@[]";

  /** Hidden to some systems, swept up by {@link NewFile#sweep}, an option to some programs. */
  private static final String NOT_FIRST = "._-";

  /** Most systems allow 255 bytes; endings and the label of an attempt are added. */
  private static final int MOST_CHARACTERS = 160;

  private static final int HASH_CHARACTERS = 16;

  private final Map<String, String> names = new HashMap<>();

  /** Names for all of the texts; a text that occurs twice gets one. */
  public FileNames(Collection<String> texts) {
    Set<String> distinct = new LinkedHashSet<>(texts);
    Map<String, Integer> sharing = new HashMap<>();
    for (String text : distinct) {
      sharing.merge(encoded(text, false).toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    for (String text : distinct) {
      String name = encoded(text, false);
      boolean alone = sharing.get(name.toLowerCase(Locale.ROOT)) == 1;
      names.put(text, shortened(alone ? name : encoded(text, true), text));
    }
  }

  /**
   * The name for a text, without an ending.
   *
   * @throws IllegalArgumentException if the text wasn't given
   */
  public String of(String text) {
    String name = names.get(text);
    if (name == null) {
      throw new IllegalArgumentException("no file name was made for '" + text + "'");
    }
    return name;
  }

  private static String encoded(String text, boolean capitals) {
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) Byte.toUnsignedInt(b);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z' && !capitals)
              || (PLAIN.indexOf(c) >= 0 && (name.length() > 0 || NOT_FIRST.indexOf(c) < 0));
      if (plain) {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    // No text at all needs a name as well; a lone % stands for nothing else.
    return name.length() == 0 ? "%" : name.toString();
  }

  private static String shortened(String name, String text) {
    if (name.length() <= MOST_CHARACTERS) {
      return name;
    }
    String hash = sha256(text).substring(0, HASH_CHARACTERS);
    return name.substring(0, MOST_CHARACTERS - HASH_CHARACTERS - 1) + "~" + hash;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
