package org.chorale.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.table.NamedNumbers;
import org.chorale.io.table.PhysicalFile;
import org.chorale.io.table.TableFile;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Lambda;
import org.chorale.model.Nearest;
import org.chorale.model.Specification;
import org.chorale.model.Study;
import org.chorale.model.Term;
import org.chorale.stats.penalty.Penalty;

/**
 * The files that give smooth covariates a λ for each feature. They are read on the driver, which
 * holds 8 bytes for each feature and such covariate, and names while it reads; their contents
 * identify the run as the other inputs' do.
 */
final class LambdaFiles {
  private static final String FEATURE = "feature";

  private final Configuration conf;
  private final List<Term> terms = new ArrayList<>();
  private final List<PhysicalFile> files = new ArrayList<>();

  /**
   * Of a specification.
   *
   * @throws InvalidInputException if one of its files isn't there
   */
  LambdaFiles(Configuration conf, Specification specification) {
    this.conf = conf;
    for (Term term : specification.terms()) {
      Lambda lambda = term.smooth() == null ? null : term.smooth().lambda();
      if (lambda != null && lambda.choice() == Lambda.Choice.FILE) {
        terms.add(term);
        files.addAll(TableFile.open(conf, lambda.file()).files());
      }
    }
  }

  /** In the order of the covariates. */
  List<PhysicalFile> files() {
    return files;
  }

  /** As the run record names them. */
  List<RunInput> inputs(List<String> hashes) {
    List<RunInput> inputs = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      inputs.add(new RunInput(files.get(f).path(), files.get(f).bytes(), hashes.get(f)));
    }
    return inputs;
  }

  /**
   * The penalties of a study, λ from the files where it is given by them.
   *
   * @throws InvalidInputException if a feature has no λ, or a name in a file is no feature
   */
  Penalty penalty(Study study, Blocks blocks, Source source) {
    Map<String, double[]> given = new HashMap<>();
    List<String> features = terms.isEmpty() ? List.of() : names(source.names(), blocks);
    for (Term term : terms) {
      String file = term.smooth().lambda().file();
      Map<String, Double> byName =
          NamedNumbers.read(conf, file, FEATURE, List.of("lambda[" + term.name() + "]", "lambda"));
      refuseUnknown(term, file, features, byName.keySet());
      given.put(term.name(), Lambda.inOrder(term.name(), features, byName));
    }
    return study.facts().penalty(given, blocks);
  }

  private List<String> names(BlockNames names, Blocks blocks) {
    List<String> all = new ArrayList<>();
    try {
      for (int b = 0; b < blocks.count(); b++) {
        all.addAll(List.of(names.of(conf, blocks, b)));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return all;
  }

  private static void refuseUnknown(
      Term term, String file, List<String> features, Set<String> named) {
    Set<String> known = new HashSet<>(features);
    List<String> unknown = named.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInputException(
          "smooth covariate '%s': %s has a lambda for what is no feature of this run: %s"
              .formatted(term.name(), file, Nearest.listed(unknown)));
    }
  }
}
