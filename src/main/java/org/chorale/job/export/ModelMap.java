package org.chorale.job.export;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.modeldir.SharedEstimates;
import org.chorale.io.storage.FileNames;
import org.chorale.model.Model;
import org.chorale.model.Word;

/** One estimate of a model, a number per feature. Immutable; travels. */
final class ModelMap implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What there is a map of. The names are those of the model's files. */
  enum Quantity {
    ALPHA("alpha"),
    SIGMA("sigma"),
    BETA("beta"),
    GAMMA_HAT("gamma^"),
    DELTA_HAT("delta^"),
    GAMMA_STAR("gamma*"),
    DELTA_STAR("delta*");

    private final String symbol;

    Quantity(String symbol) {
      this.symbol = symbol;
    }

    String word() {
      return Word.of(this).replace('-', '_');
    }
  }

  private final Quantity quantity;
  private final int index;
  private final String of;
  private final String file;

  private ModelMap(Quantity quantity, int index, String of, String file) {
    this.quantity = quantity;
    this.index = index;
    this.of = of;
    this.file = file;
  }

  /** All maps of a model: α, σ, β of every column, and four for every site. */
  static List<ModelMap> of(Model model, String ending) {
    List<ModelMap> maps = new ArrayList<>();
    for (Quantity quantity : List.of(Quantity.ALPHA, Quantity.SIGMA)) {
      maps.add(new ModelMap(quantity, 0, null, quantity.word() + ending));
    }
    add(maps, Quantity.BETA, model.design().columns(), ending);
    List<String> sites = model.sites().stream().map(site -> site.site().label()).toList();
    add(maps, Quantity.GAMMA_HAT, sites, ending);
    add(maps, Quantity.DELTA_HAT, sites, ending);
    add(maps, Quantity.GAMMA_STAR, sites, ending);
    add(maps, Quantity.DELTA_STAR, sites, ending);
    return maps;
  }

  private static void add(
      List<ModelMap> maps, Quantity quantity, List<String> labels, String ending) {
    FileNames names = new FileNames(labels);
    for (int k = 0; k < labels.size(); k++) {
      String file = quantity.word() + "_" + names.of(labels.get(k)) + ending;
      maps.add(new ModelMap(quantity, k, labels.get(k), file));
    }
  }

  /** What it is of. */
  String quantity() {
    return quantity.word();
  }

  /** Label of the site, or null. */
  String site() {
    return quantity == Quantity.BETA ? null : of;
  }

  /** Column of the design, or null. */
  String column() {
    return quantity == Quantity.BETA ? of : null;
  }

  /** Name of its image. */
  String file() {
    return file;
  }

  /** For the header of its image. */
  String description() {
    return "chorale " + quantity.symbol + (of == null ? "" : " " + of);
  }

  /**
   * The estimates of a block, NaN where there is none. σ is the root of σ²; α and β are in the
   * covariates' own units, γ in σ, δ a variance in σ².
   */
  double[] values(ModelReader reader, Model model, int block) throws IOException {
    return switch (quantity) {
      case ALPHA -> reader.shared(block).inOwnUnits(model.design()).alpha();
      case SIGMA -> Arrays.stream(reader.shared(block).sigma2()).map(Math::sqrt).toArray();
      case BETA -> {
        SharedEstimates own = reader.shared(block).inOwnUnits(model.design());
        int features = own.alpha().length;
        yield Arrays.copyOfRange(own.beta(), index * features, (index + 1) * features);
      }
      case GAMMA_HAT -> reader.estimates(index, block).gammaHat();
      case DELTA_HAT -> reader.estimates(index, block).deltaHat();
      case GAMMA_STAR -> reader.estimates(index, block).gammaStar();
      case DELTA_STAR -> reader.estimates(index, block).deltaStar();
    };
  }
}
