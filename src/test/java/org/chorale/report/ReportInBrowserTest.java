package org.chorale.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.chorale.debian.DebianPackage;
import org.chorale.model.diagnosis.Diagnosis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page as a reader sees it. */
@Tag("slow")
class ReportInBrowserTest {
  private static final int LAPTOP = 1366;
  private static final int PHONE = 390;

  /** Tries every way from text into a page that we know of. */
  private static final String HOSTILE =
      "<img src=x onerror=window.hacked=1></script></title></style><script>window.hacked=1</script>"
          + "<!--\u2028\"onmouseover='window.hacked=1' `${1}` {{x}} {a|b} javascript:1";

  @TempDir static Path folder;

  private static Chromium browser;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path program =
        DebianPackage.program(
            "chromium",
            "chromium",
            "that the report draws its charts, asks for no network and fits");
    browser = Chromium.start(program, folder.resolve("profile"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  static Stream<Arguments> pages() {
    return Stream.of(
            Map.entry("small", SampleDiagnosis.small()),
            Map.entry("large", SampleDiagnosis.large()),
            Map.entry("before-only", SampleDiagnosis.beforeOnly()),
            Map.entry("bare", SampleDiagnosis.bare()),
            Map.entry("hostile", SampleDiagnosis.hostile(HOSTILE)))
        .flatMap(
            page ->
                Stream.of(LAPTOP, PHONE)
                    .map(width -> Arguments.of(page.getKey(), width, page.getValue())));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("pages")
  void drawsAllChartsAsksForNothingAndFits(String name, int width, Diagnosis diagnosis)
      throws IOException {
    Chromium.Tab tab = browser.tab(width);
    Path file = page(name, diagnosis);
    tab.open(file);
    assertThat(blankCharts(tab)).isEmpty();
    assertThat(tab.evaluate("document.querySelectorAll('.chart').length").asInt()).isPositive();
    assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
        .as("nothing sticks out")
        .isLessThanOrEqualTo(width);
    assertThat(tab.requests()).containsExactly(file.toUri().toString());
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void textOfTheUserStaysText() throws IOException {
    Chromium.Tab tab = browser.tab(LAPTOP);
    tab.open(page("injection", SampleDiagnosis.hostile(HOSTILE)));
    tab.evaluate(
        """
        for (const element of document.querySelectorAll('.chart')) {
          const chart = echarts.getInstanceByDom(element);
          chart.getOption().series.forEach((series, seriesIndex) =>
            chart.dispatchAction({ type: 'showTip', seriesIndex, dataIndex: 0 }));
        }
        for (const details of document.querySelectorAll('details')) details.open = true;
        new Promise(done => requestAnimationFrame(() => setTimeout(done)))""");
    assertThat(tab.evaluate("typeof window.hacked").asText()).isEqualTo("undefined");
    assertThat(tab.evaluate("document.querySelectorAll('script').length").asInt()).isEqualTo(3);
    assertThat(tab.evaluate("document.querySelectorAll('img:not(.maps img)').length").asInt())
        .isZero();
    assertThat(
            tab.evaluate("[...document.querySelectorAll('*')].filter(e => e.onmouseover).length")
                .asInt())
        .isZero();
    assertThat(tab.evaluate("document.querySelector('.sites tbody th').textContent").asText())
        .startsWith("0<img src=x onerror=window.hacked=1></script>");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void foldedPartsOpenAndAKeyboardIsEnough() throws IOException {
    Chromium.Tab tab = browser.tab(LAPTOP);
    tab.open(page("keyboard", SampleDiagnosis.large()));
    for (String type : new String[] {"keyDown", "keyUp"}) {
      tab.call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
    }
    assertThat(tab.evaluate("document.activeElement.className").asText()).isEqualTo("skip");
    assertThat(
            tab.evaluate(
                    "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.querySelector(a.hash)).length")
                .asInt())
        .as("links that lead nowhere")
        .isZero();
    String said =
        tab.evaluate(
                """
                new Promise(done => {
                  const says = document.getElementById('copied');
                  new MutationObserver(() => done(says.textContent)).observe(says, { childList: true });
                  document.getElementById('copy').click();
                })""")
            .asText();
    assertThat(said).isNotEmpty();
    assertThat(tab.evaluate("String(window.getSelection())").asText())
        .contains("Johnson WE, Li C, Rabinovic A (2007)");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void printsWithItsCharts() throws IOException {
    Chromium.Tab tab = browser.tab(LAPTOP);
    tab.open(page("print", SampleDiagnosis.small()));
    tab.evaluate(
        """
        window.widths = [];
        window.addEventListener('beforeprint', () => {
          for (const e of document.querySelectorAll('.chart')) {
            window.widths.push(echarts.getInstanceByDom(e).getWidth() - e.clientWidth);
          }
        });""");
    JsonNode printed =
        tab.call("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true));
    assertThat(printed.get("data").asText()).startsWith("JVBERi0"); // %PDF-
    assertThat(tab.evaluate("window.widths")).isNotEmpty().allMatch(gap -> gap.asInt() == 0);
    assertThat(tab.complaints()).isEmpty();
  }

  /** Charts in view without a mark of their own: no shape, or one colour all over. */
  private static JsonNode blankCharts(Chromium.Tab tab) throws IOException {
    return tab.evaluate(
        """
        [...document.querySelectorAll('.chart')].filter(element => {
          if (element.clientWidth === 0) return false;
          const svg = element.querySelector('svg');
          if (svg) return svg.querySelectorAll('path').length < 5 || svg.querySelectorAll('text').length < 2;
          const canvas = element.querySelector('canvas');
          if (!canvas) return true;
          const pixels = new Uint32Array(canvas.getContext('2d')
            .getImageData(0, 0, canvas.width, canvas.height).data.buffer);
          return new Set(pixels).size < 10;
        }).map(element => element.dataset.chart)""");
  }

  private static Path page(String name, Diagnosis diagnosis) throws IOException {
    Path file = folder.resolve(name + ".html");
    try (OutputStream out = Files.newOutputStream(file)) {
      ReportPage.write(diagnosis, out);
    }
    return file;
  }
}
