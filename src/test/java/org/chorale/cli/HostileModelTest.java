package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Models and matrices that somebody made to do harm: refused by name, quickly, and not followed.
 */
@Timeout(120)
class HostileModelTest extends OnSpark {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StudyTable study = StudyTable.of(41, 3, 12, 4);
  private Path model;
  private Path json;
  private String honest;
  private String scans;

  @BeforeEach
  void fit() throws IOException {
    model = folder.resolve("fitted/model");
    json = model.resolve("model.json");
    Harmonised.of(study, folder.resolve("fitted"));
    honest = Files.readString(json);
    scans = write("scans.csv", study);
  }

  private List<String> apply() {
    return List.of(
        "apply", "--model", model.toString(), "--input", scans, "--output", output().toString());
  }

  private void isRefused(String... parts) {
    assertRefused(apply(), parts);
    assertRefused(List.of("inspect", model.toString()), parts);
  }

  private void changed(Consumer<ObjectNode> change) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(honest);
    change.accept(root);
    Files.writeString(json, JSON.writeValueAsString(root));
  }

  private static ObjectNode site(ObjectNode root) {
    return (ObjectNode) root.get("sites").get(0);
  }

  private static ObjectNode age(ObjectNode root) {
    return (ObjectNode) root.get("design").get(0);
  }

  @Test
  void countsThatAreNoneAreRefused() throws IOException {
    for (String field : List.of("features", "blocks", "blocks_per_file")) {
      for (String value : List.of("-1", "0", "1.5", "1e99", "99999999999", "\"7\"", "null", "[]")) {
        changed(
            root ->
                root.putRawValue(field, new com.fasterxml.jackson.databind.util.RawValue(value)));
        isRefused(json.toString(), "'" + field + "'", "whole number");
      }
    }
    changed(root -> site(root).put("n", -3));
    isRefused(json.toString(), "'n'", "-3");
  }

  @Test
  void hugeCountsAskForNoMemory() throws IOException {
    changed(root -> root.put("features", Integer.MAX_VALUE));
    assertRefused(apply(), "model.json says 2,147,483,647 features", "damaged");
    changed(root -> root.put("blocks", Integer.MAX_VALUE));
    isRefused("part-00001.parquet", "is missing");
    changed(
        root -> root.put("blocks", Integer.MAX_VALUE).put("blocks_per_file", Integer.MAX_VALUE));
    isRefused("model");
  }

  @Test
  void whatIsNoNumberIsRefused() throws IOException {
    for (String value : List.of("NaN", "Infinity", "1.0")) {
      changed(root -> age(root).put("centre", value));
      isRefused(json.toString(), "'centre'", value, "where a number is needed");
      changed(root -> ((ArrayNode) site(root).get("c_zz")).set(1, value));
      isRefused(json.toString(), "'c_zz'", value);
    }
    changed(root -> age(root).putNull("scale"));
    isRefused(json.toString(), "'scale'", "null");
    Files.writeString(json, honest.replaceFirst("\"centre\" : [^,]+", "\"centre\" : NaN"));
    isRefused(json.toString(), "JSON");
  }

  @Test
  void listsOfOtherLengthsAreRefused() throws IOException {
    changed(root -> ((ArrayNode) site(root).get("z_mean")).remove(0));
    isRefused(json.toString(), "'z_mean'", "has 1 numbers, not 2");
    changed(root -> ((ArrayNode) site(root).get("c_zz")).add(1.0));
    isRefused(json.toString(), "'c_zz'", "has 5 numbers, not 4");
    changed(root -> site(root).put("z_mean", "many"));
    isRefused(json.toString(), "'z_mean'");
  }

  @Test
  void whatIsNotWholeIsRefused() throws IOException {
    for (String text : List.of("", "[]", "7", honest.substring(0, honest.length() / 2))) {
      Files.writeString(json, text);
      isRefused(json.toString());
    }
    Files.writeString(json, "[".repeat(200_000));
    isRefused(json.toString(), "JSON");
    Files.writeString(
        json, honest.replaceFirst("\"features\" : \\d+", "\"features\" : " + "9".repeat(5000)));
    isRefused(json.toString(), "JSON");
    Files.writeString(json, honest);
    for (Path file :
        List.of(
            model.resolve("features/part-00000.parquet"),
            model.resolve("estimates/site_key=s0001/part-00000.parquet"))) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
      isRefused(file.toString(), "damaged");
      Files.delete(file);
      isRefused(file.toString(), "is missing");
      Files.copy(model.resolve("moments/site_key=s0000/part-00000.parquet"), file);
      isRefused(file.toString(), "has no column");
      Files.write(file, whole);
    }
    Cli.run(apply()).succeeds();
  }

  @Test
  void namesAreNotFollowedAndTypesNotMade() throws IOException {
    changed(
        root -> {
          root.put("@class", "javax.script.ScriptEngineManager");
          root.putArray("@type").add("java.net.URL").add("file:///etc/passwd");
          site(root).put("key", "../../../../etc");
        });
    String there = Cli.run("inspect", model.toString(), "--table", "sites", "--csv").succeeds();
    Files.writeString(json, honest);
    assertThat(there)
        .isEqualTo(Cli.run("inspect", model.toString(), "--table", "sites", "--csv").succeeds());
    Files.writeString(
        json,
        "{\"kind\": \"chorale-model-sequence\", \"version\": 1,"
            + " \"steps\": [{\"model\": \"../../out\"}, {\"model\": \"/etc\"}]}");
    isRefused(model.resolve("step-1").toString(), "no model");
    String job = write("job.yaml", "input: !!javax.script.ScriptEngineManager [a]\n");
    assertRefused(List.of("harmonise", job), "not given");
  }

  @Test
  void aMatrixIsCheckedAsWell() throws IOException {
    Path matrix = folder.resolve("matrix");
    Cli.run("import", "table", "--input", scans, "--id=sub", "--site=site", "--output=" + matrix)
        .succeeds();
    Path file = matrix.resolve("matrix.json");
    String good = Files.readString(file);
    List<String> harmonise =
        List.of("harmonise", "--input", matrix.toString(), "--output", output().toString());
    for (String change :
        List.of(
            "\"features\" : 2147483647",
            "\"features\" : -4",
            "\"features\" : 1e300",
            "\"block_size\" : 0",
            "\"block_size\" : 2147483647",
            "\"site_key\" : \"../../etc\"",
            "\"number\" : -1",
            "\"end_block\" : 2147483647",
            "\"scans\" : 2147483647")) {
      String field = change.substring(0, change.indexOf(':'));
      Files.writeString(file, good.replaceFirst(field + ": [^,\\n}]+", change));
      assertThat(Files.readString(file)).isNotEqualTo(good);
      assertRefused(harmonise, matrix.toString());
    }
    for (String text : List.of("", "[".repeat(200_000), good.substring(0, good.length() / 2))) {
      Files.writeString(file, text);
      assertRefused(harmonise, file.toString());
    }
  }
}
