package org.chorale.io.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  private static final long SEED = 4;

  private static String alone(String text) {
    return new FileNames(List.of(text)).of(text);
  }

  @Test
  void plainTextsNameThemselves() {
    for (String text : List.of("sub-01_ses-2", "NDAR_INV1", "A+B", "sex[M]", "7.5", "x@y=z")) {
      assertThat(alone(text)).isEqualTo(text);
    }
  }

  @Test
  void othersAreWrittenAsInWebAddresses() {
    assertThat(alone("a/b c")).isEqualTo("a%2Fb%20c");
    assertThat(alone("..")).isEqualTo("%2E.");
    assertThat(alone("_x")).isEqualTo("%5Fx");
    assertThat(alone("-x")).isEqualTo("%2Dx");
    assertThat(alone("Zürich")).isEqualTo("Z%C3%BCrich");
    assertThat(alone("100%")).isEqualTo("100%25");
    assertThat(alone("")).isEqualTo("%");
    assertThat(alone("nul\0")).isEqualTo("nul%00");
  }

  @Test
  void textsThatDifferInCaseOnlyDoNotMeetWhereThatMakesNoDifference() {
    FileNames names = new FileNames(List.of("abc", "ABC", "aBc", "%41bc"));
    assertThat(names.of("abc")).isEqualTo("abc");
    assertThat(names.of("ABC")).isEqualTo("%41%42%43");
    assertThat(names.of("aBc")).isEqualTo("a%42c");
    assertThat(names.of("%41bc")).isEqualTo("%2541bc");
  }

  @Test
  void namesAreShortPlainAndDistinctWhateverTheTexts() {
    Random random = new Random(SEED);
    List<String> pieces = List.of("a", "A", "/", "..", "%", "%2F", "é", "_", " ", "~", "\n");
    Set<String> texts = new HashSet<>();
    for (int t = 0; t < 3000; t++) {
      StringBuilder text = new StringBuilder();
      int length = t % 50 == 0 ? 400 : random.nextInt(6);
      for (int k = 0; k < length; k++) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      texts.add(text.toString());
    }
    FileNames names = new FileNames(new ArrayList<>(texts));
    Set<String> folded = new HashSet<>();
    for (String text : texts) {
      String name = names.of(text);
      assertThat(name).matches("[A-Za-z0-9%+=@\\[\\]][-A-Za-z0-9%_.+=@~\\[\\]]{0,159}");
      assertThat(folded.add(name.toLowerCase(Locale.ROOT))).as(name).isTrue();
    }
  }

  @Test
  void aTextThatWasNotGivenHasNone() {
    assertThatThrownBy(() -> new FileNames(List.of("a")).of("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'b'");
  }
}
