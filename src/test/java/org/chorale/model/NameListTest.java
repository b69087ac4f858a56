package org.chorale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameListTest {
  @Test
  void blanksAroundNamesDontCount() {
    assertThat(NameList.parse("age, sex ,head size", ','))
        .containsExactly("age", "sex", "head size");
  }

  @Test
  void quotesKeepSeparatorsAndBlanks() {
    assertThat(NameList.parse("\"left, anterior\",\" x\",\"say \"\"hi\"\"\"", ','))
        .containsExactly("left, anterior", " x", "say \"hi\"");
  }

  @Test
  void whatIsFormattedIsParsedBack() {
    List<String> names = List.of("a", "b,c", " d ", "e\"f", "g+h", "[x].y (z)");
    assertThat(NameList.parse(NameList.format(names, ','), ',')).isEqualTo(names);
    assertThat(NameList.parse(NameList.format(names, '+'), '+')).isEqualTo(names);
  }

  @Test
  void anOpenQuoteOrEmptyNameIsRefused() {
    assertThatThrownBy(() -> NameList.parse("\"a,b", ','))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not closed");
    assertThatThrownBy(() -> NameList.parse("a,,b", ','))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("empty name");
  }

  @Test
  void globsAreLiteralButForStarAndQuestionMark() {
    assertThat(NameList.glob("lh_*").matcher("lh_G.x").matches()).isTrue();
    assertThat(NameList.glob("a.b").matcher("axb").matches()).isFalse();
    assertThat(NameList.glob("[x]?").matcher("[x]1").matches()).isTrue();
  }
}
