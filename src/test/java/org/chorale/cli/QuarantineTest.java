package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scans that are set aside, up to a limit; scans that are not asked for. */
class QuarantineTest extends OnSpark {
  /** Of 45 scans, 3 without age, site or sex. */
  private static StudyTable incomplete() {
    return StudyTable.of(31, 3, 15, 4).set("age", 4, "").set("site", 7, "").set("sex", 9, "");
  }

  private List<String> apply(String input, String... more) {
    String model = folder.resolve("model").toString();
    List<String> arguments =
        new ArrayList<>(List.of("apply", "--model", model, "--input", input, "--format", "csv"));
    arguments.addAll(List.of("--output", output().toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** The same to where nothing is in the way. */
  private List<String> elsewhere(String input, String... more) {
    List<String> arguments = apply(input, more);
    arguments.set(arguments.indexOf("--output") + 1, folder.resolve("other").toString());
    return arguments;
  }

  private void fit() {
    Harmonised.of(StudyTable.of(31, 3, 15, 4), folder.resolve("model"));
  }

  private JsonNode counts() throws IOException {
    return new ObjectMapper().readTree(output().resolve("run.json").toFile()).get("counts");
  }

  @Test
  void moreThanTheLimitFailsTheRun() {
    for (String limit : List.of("2", "6.6%", "0")) {
      assertRefused(
          incomplete(),
          List.of("--drop-incomplete", "--max-quarantined", limit),
          "3 scans of 45 would be left out, more than --max-quarantined " + limit,
          "1: missing-covariate 'age' (sub-005)",
          "1: missing-covariate 'sex' (sub-010)",
          "1: missing-site 'site' (sub-008)");
    }
  }

  @Test
  void asManyAsTheLimitAreListed() throws IOException {
    for (String limit : List.of("3", "6.7%")) {
      Harmonised run =
          Harmonised.of(
              incomplete(),
              output(),
              "--drop-incomplete",
              "--max-quarantined",
              limit,
              "--overwrite");
      assertThat(Files.readAllLines(run.output().resolve("status/scans.csv"))).hasSize(1 + 3);
      assertThat(counts().get("scans_left_out").asInt()).isEqualTo(3);
    }
  }

  @Test
  void itHoldsForFitsAndForScansThatAreAdded() {
    List<String> fit =
        Harmonised.arguments(write("fit.csv", incomplete()), output(), "--drop-incomplete");
    fit.set(0, "fit");
    fit.subList(fit.indexOf("--format"), fit.indexOf("--format") + 2).clear();
    fit.add("--max-quarantined=2");
    assertRefused(fit, "3 scans of 45 would be left out, more than --max-quarantined 2");
    fit.set(fit.size() - 1, "--max-quarantined=3");
    Cli.run(fit).succeeds();
    StudyTable more = StudyTable.of(31, 3, 5, 4).map("sub", id -> "new-" + id).set("age", 2, "");
    List<String> update = new ArrayList<>(List.of("fit", "--update", output().toString()));
    update.addAll(List.of("--input", write("more.csv", more), "--drop-incomplete"));
    update.addAll(List.of("--output", folder.resolve("later").toString(), "--max-quarantined=0"));
    assertRefused(update, "1 scan of 15 would be left out, more than --max-quarantined 0");
    update.set(update.size() - 1, "--max-quarantined=1");
    Cli.run(update).succeeds();
  }

  @Test
  void whatIsNoLimitIsRefused() {
    for (String limit : List.of("few", "-1", "101%", "1.5", "%", "99999999999")) {
      assertRefused(
          incomplete(),
          List.of("--drop-incomplete", "--max-quarantined=" + limit),
          "--max-quarantined is '" + limit + "'",
          "0.5%");
    }
  }

  @Test
  void itHoldsForNewLevelsToo() throws IOException {
    fit();
    String input =
        write("new.csv", StudyTable.of(31, 3, 15, 4).set("sex", 2, "X").set("sex", 3, "X"));
    assertRefused(
        apply(input, "--unseen-level", "exclude", "--max-quarantined", "1"),
        "2 scans of 45 would be left out",
        "2: unseen-level 'sex' (sub-003, sub-004)");
    Cli.run(apply(input, "--unseen-level", "exclude", "--max-quarantined", "2")).succeeds();
    assertThat(counts().get("scans_left_out").asInt()).isEqualTo(2);
  }

  @Test
  void onlyTheSitesThatAreNamedAreTaken() throws IOException {
    fit();
    String whole = write("new.csv", StudyTable.of(31, 3, 15, 4).set("age", 2, ""));
    Cli.run(apply(whole, "--sites", "A,B")).succeeds();
    assertThat(counts().get("scans").asInt()).isEqualTo(30);
    assertThat(counts().get("scans_not_selected").asInt()).isEqualTo(15);
    assertThat(counts().get("scans_left_out").asInt()).isZero();
    assertThat(Files.readAllLines(output().resolve("status/scans.csv"))).hasSize(1);
    assertThat(Files.readAllLines(output().resolve("harmonised.csv")))
        .hasSize(1 + 30)
        .noneMatch(line -> line.contains(",C,"));
    assertRefused(elsewhere(whole, "--sites", "A,D"), "--sites: no scan is of site 'D'");
    assertRefused(apply(whole, "--sites", "A"), "holds another run");
  }

  @Test
  void onlyScansSinceADateAreTaken() throws IOException {
    fit();
    StudyTable dated =
        StudyTable.of(31, 3, 15, 4)
            .with(
                "acquired",
                s ->
                    switch (s % 3) {
                      case 0 -> "2024-02-29";
                      case 1 -> "2024-03-01T00:30:00+02:00";
                      default -> "2024-03-01 08:00:00";
                    });
    String input = write("new.csv", dated);
    String[] since = {"--since", "2024-03-01", "--since-column", "acquired"};
    Cli.run(apply(input, since)).succeeds();
    assertThat(counts().get("scans").asInt()).isEqualTo(15);
    assertThat(counts().get("scans_not_selected").asInt()).isEqualTo(30);
    assertThat(Files.readAllLines(output().resolve("harmonised.csv")).stream().skip(1))
        .allMatch(line -> line.contains("2024-03-01 08:00:00"));

    write("new.csv", dated.set("acquired", 5, "yesterday").set("acquired", 6, ""));
    assertRefused(
        elsewhere(input, since),
        "2 cells of column 'acquired' are no date",
        ":7: 'yesterday' of scan");
    assertRefused(elsewhere(input, "--since", "soon", "--since-column", "acquired"), "'soon'");
    assertRefused(elsewhere(input, "--since", "2024-03-01"), "--since-column COL");
    assertRefused(elsewhere(input, "--since-column", "acquired"), "--since DATE");
    assertRefused(elsewhere(input, "--since", "2024-03-01", "--since-column", "then"), "'then'");
  }
}
