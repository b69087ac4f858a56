package org.chorale.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.modeldir.SharedEstimates;
import org.chorale.io.modeldir.SiteEstimates;
import org.chorale.io.modeldir.Smoothness;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;
import org.chorale.model.Word;
import org.chorale.stats.bayes.SitePrior;

/** The tables of a model, α, β and intercepts in the covariates' own units. */
final class ModelTables implements Closeable {
  /** Which table. */
  enum Kind {
    /** n, method, priors. */
    SITES("Sites and priors"),
    /** α, σ², β, site intercepts. */
    FEATURES("Features: grand mean, variance, effects of covariates, site intercepts"),
    /** γ and δ, raw and posterior. */
    EFFECTS("Site effects");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    String word() {
      return Word.of(this);
    }
  }

  private final Model model;
  private final ModelReader reader;

  ModelTables(Configuration conf, Path directory, Model model) {
    this.model = model;
    this.reader = new ModelReader(conf, directory, model.blocksPerFile());
  }

  /**
   * Writes the first rows of a table.
   *
   * @return how many more there are
   */
  long write(Kind kind, long most, Rows rows) throws IOException {
    return switch (kind) {
      case SITES -> writeSites(most, rows);
      case FEATURES -> writeFeatures(most, rows);
      case EFFECTS -> writeEffects(most, rows);
    };
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private int blockCount() {
    return model.blockCount();
  }

  private long writeSites(long most, Rows rows) {
    rows.header(
        List.of(
            "site",
            "n",
            "method",
            "reason",
            "gamma_bar",
            "tau2",
            "a_prior",
            "b_prior",
            "eb_steps"));
    long written = 0;
    for (ModelSite site : model.sites()) {
      if (written++ >= most) {
        continue;
      }
      SitePrior prior = site.treatment().prior();
      boolean scale = prior != null && !Double.isNaN(prior.deltaMean());
      rows.row(
          Arrays.asList(
              site.site().label(),
              site.site().scans(),
              site.site().method(),
              site.site().reasonCode(),
              prior == null ? null : prior.gammaBar(),
              prior == null ? null : prior.tau2(),
              scale ? prior.aPrior() : null,
              scale ? prior.bPrior() : null,
              site.treatment().iterates() && site.treatment().steps() >= 0
                  ? site.treatment().steps()
                  : null));
    }
    return Math.max(0, written - most);
  }

  private long writeFeatures(long most, Rows rows) throws IOException {
    List<String> header = new ArrayList<>(List.of("feature", "alpha", "sigma2"));
    model.design().columns().forEach(column -> header.add("beta[" + column + "]"));
    model.sites().forEach(site -> header.add("intercept[" + site.site().label() + "]"));
    List<String> penalised = model.design().penalised();
    for (String smooth : penalised) {
      header.add("lambda[" + smooth + "]");
      header.add("edf[" + smooth + "]");
    }
    rows.header(header);
    long written = 0;
    for (int b = 0; b < blockCount() && written < most; b++) {
      SharedEstimates shared = reader.shared(b).inOwnUnits(model.design());
      String[] names = reader.names(b);
      List<SiteEstimates> sites = new ArrayList<>();
      for (int i = 0; i < model.sites().size(); i++) {
        sites.add(reader.estimates(i, b));
      }
      List<Smoothness> smoothness = new ArrayList<>();
      for (String smooth : penalised) {
        smoothness.add(reader.smoothness(b, smooth));
      }
      for (int v = 0; v < names.length && written < most; v++, written++) {
        List<Object> row = featureRow(names, shared, sites, v);
        for (Smoothness smooth : smoothness) {
          row.add(smooth.lambda()[v]);
          row.add(smooth.edf()[v]);
        }
        rows.row(row);
      }
    }
    return model.featureCount() - written;
  }

  private List<Object> featureRow(
      String[] names, SharedEstimates shared, List<SiteEstimates> sites, int v) {
    int count = names.length;
    double alpha = shared.alpha()[v];
    double sigma = Math.sqrt(shared.sigma2()[v]);
    List<Object> row = new ArrayList<>();
    row.add(names[v]);
    row.add(alpha);
    row.add(shared.sigma2()[v]);
    for (int p = 0; p < model.design().columnCount(); p++) {
      row.add(shared.beta()[p * count + v]);
    }
    sites.forEach(site -> row.add(alpha + sigma * site.gammaHat()[v]));
    return row;
  }

  private long writeEffects(long most, Rows rows) throws IOException {
    rows.header(
        List.of(
            "site",
            "feature",
            "n",
            "gamma_hat",
            "delta_hat",
            "gamma_star",
            "delta_star",
            "status"));
    long written = 0;
    for (int b = 0; b < blockCount() && written < most; b++) {
      String[] names = reader.names(b);
      for (int i = 0; i < model.sites().size() && written < most; i++) {
        SiteEstimates estimates = reader.estimates(i, b);
        for (int v = 0; v < names.length && written < most; v++, written++) {
          rows.row(
              Arrays.asList(
                  model.sites().get(i).site().label(),
                  names[v],
                  estimates.observed()[v],
                  estimates.gammaHat()[v],
                  estimates.deltaHat()[v],
                  estimates.gammaStar()[v],
                  estimates.deltaStar()[v],
                  estimates.status()[v]));
        }
      }
    }
    return (long) model.featureCount() * model.sites().size() - written;
  }
}
