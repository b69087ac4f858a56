package org.chorale.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.EffectMap;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final Pattern SCRIPT =
      Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);

  @Test
  void equalDiagnosesGiveEqualBytes() throws IOException {
    assertThat(page(SampleDiagnosis.small())).isEqualTo(page(SampleDiagnosis.small()));
  }

  @Test
  void everyPartHasItsHeadingAndItsLink() throws IOException {
    String page = page(SampleDiagnosis.small());
    List<String> linked = found(page, "<li><a href=\"#([a-z]+)\">");
    assertThat(linked).hasSize(12).isEqualTo(found(page, "<section id=\"([a-z]+)\""));
  }

  @Test
  void withoutAnAfterNothingSpeaksOfOne() throws IOException {
    String main = main(page(SampleDiagnosis.beforeOnly()));
    assertThat(main)
        .contains("Site effects, before any harmonisation", "The values have not been harmonised.")
        .doesNotContain("data-side=\"after\"", "when after", "id=\"harmonisation\"", "Johnson");
  }

  @Test
  void partsThatAreMissingAreLeftOutOrSaidToBe() throws IOException {
    String main = main(page(SampleDiagnosis.bare()));
    assertThat(main)
        .contains("No classifier was asked for.", "No covariate was named.")
        .doesNotContain("id=\"people\"", "id=\"maps\"", "Principal components");
  }

  @Test
  void numbersThatDoNotExistAreDashes() throws IOException {
    String main = main(page(SampleDiagnosis.beforeOnly()));
    assertThat(main).doesNotContain("NaN", ">null<");
    assertThat(numbers(page(SampleDiagnosis.small())).at("/heatMap/gammaStar/2/4").isNull())
        .isTrue();
  }

  @Test
  void onlyItsOwnScriptsMayRun() throws Exception {
    String page = page(SampleDiagnosis.small());
    String policy =
        found(page, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"").get(0);
    assertThat(policy).startsWith("default-src &#39;none&#39;; script-src ");
    Matcher scripts = SCRIPT.matcher(page);
    int run = 0;
    while (scripts.find()) {
      if (scripts.group(1).isEmpty()) {
        byte[] hash =
            MessageDigest.getInstance("SHA-256")
                .digest(scripts.group(2).getBytes(StandardCharsets.UTF_8));
        String expected = Base64.getEncoder().encodeToString(hash);
        assertThat(policy.replace("&#61;", "=").replace("&#47;", "/")).contains(expected);
        run++;
      }
    }
    assertThat(run).isEqualTo(2);
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    assertThat(main(page(SampleDiagnosis.large())))
        .doesNotContain("http://", "https://", "src=\"/", "url(");
  }

  @Test
  void textOfTheUserCannotLeaveItsPlace() throws IOException {
    String page =
        page(SampleDiagnosis.hostile("</script><script>x()</script><!-- \u2028 \u202e \0 \" ' &"));
    assertThat(found(page, "(<script)")).hasSize(3);
    assertThat(List.of("<!--", "\u2028", "\u202e", "\0", "x()</script>")).noneMatch(page::contains);
    assertThat(numbers(page).at("/sites/0").asText())
        .isEqualTo("0</script><script>x()</script><!-- \ufffd \ufffd \ufffd \" ' &");
  }

  @Test
  void aMapThatIsNoBase64IsRefused() {
    Diagnosis d = SampleDiagnosis.bare();
    Diagnosis broken =
        new Diagnosis(
            d.run(),
            d.sites(),
            d.covariates(),
            d.overlaps(),
            d.tests(),
            d.effectSizes(),
            d.residuals(),
            null,
            null,
            null,
            List.of(),
            null,
            null,
            List.of(new EffectMap("eta", "", "\" onload=\"x()")),
            List.of());
    assertThatThrownBy(() -> page(broken)).hasStackTraceContaining("The map 'eta' is not Base64");
  }

  @Test
  void twoHundredSitesStayLight() throws IOException {
    assertThat(page(SampleDiagnosis.large()).length()).isLessThan(4_000_000);
  }

  private static String page(Diagnosis diagnosis) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPage.write(diagnosis, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String main(String page) {
    return found(page, "(?s)(<main.*</main>)").get(0);
  }

  private static JsonNode numbers(String page) throws IOException {
    Matcher scripts = SCRIPT.matcher(page);
    assertThat(scripts.find()).isTrue();
    return new ObjectMapper().readTree(scripts.group(2));
  }

  private static List<String> found(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(m -> m.group(1)).toList();
  }
}
