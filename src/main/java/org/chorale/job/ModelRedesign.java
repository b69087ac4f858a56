package org.chorale.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Lambda;
import org.chorale.model.Specification;
import org.chorale.model.Term;

/**
 * Makes a new version of a model with everything learnt anew, levels, centres, knots and bounds
 * too: a fit of all scans by the model's choices, which continues the model and is compared with
 * it. Any model can be, also one whose moments don't suffice for an {@linkplain ModelUpdate
 * update}.
 */
public final class ModelRedesign {
  private final JavaSparkContext spark;
  private final UpdateRequest request;

  /**
   * @param request inputs: all scans, those of the model too; withdraw: ids of scans of the model
   *     that are not among them, and not in the inputs
   */
  public ModelRedesign(JavaSparkContext spark, UpdateRequest request) {
    this.spark = spark;
    this.request = request;
  }

  /**
   * Fits.
   *
   * @param planned told the plan before anything is estimated
   * @throws InvalidInputException if scans of the model are not in the input, or model or input
   *     can't be used; nothing was written then
   */
  public HarmonisationOutcome run(Consumer<HarmonisationPlan> planned) {
    try {
      Broadcast<SerializableConfiguration> configuration =
          spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
      StoredModel model = new StoredModel(spark.hadoopConfiguration(), request.model());
      Continuation continuation = new Continuation(spark, configuration, model, request.withdraw());
      HarmonisationRequest asRead =
          OpenedInput.request(
              spark,
              model,
              HarmonisationRequest.builder(specification(model))
                  .inputs(request.inputs())
                  .scans(request.scans())
                  .id(model.first().idColumn())
                  .idHashes(continuation.knowsScans())
                  .leftOutLimit(request.leftOutLimit())
                  .fitOnly(true)
                  .output(request.output())
                  .overwrite(request.overwrite()));
      return Harmonisation.continuing(spark, asRead, continuation)
          .run(
              plan -> {
                continuation.check(plan);
                planned.accept(plan);
              });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Specification specification(StoredModel model) {
    for (Term term : model.specification().terms()) {
      Lambda lambda = term.smooth() == null ? null : term.smooth().lambda();
      if (lambda != null && lambda.choice() == Lambda.Choice.FILE) {
        throw new InvalidInputException(
            "the model has lambda of '%s' from a file, which with other knots means another smoothness: fit all scans anew, without --update"
                .formatted(term.name()));
      }
    }
    return model
        .specification()
        .forAllScans(request.dropIncomplete() || model.specification().dropIncomplete());
  }
}
