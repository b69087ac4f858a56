package org.chorale.io.modeldir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;

/** Makes a version of a model from others, file by file: nothing that is published changes. */
public final class ModelVersion {
  private static final List<String> OF_SITES = List.of("moments", "gaps", "estimates");

  private final Configuration conf;
  private final Path directory;
  private final String written;

  /**
   * @param directory of the version; must not exist
   * @param written version of the program that writes
   */
  public ModelVersion(Configuration conf, Path directory, String written) {
    this.conf = conf;
    this.directory = directory;
    this.written = written;
  }

  /** Takes a model that was made aside. */
  public void move(Path aside) throws IOException {
    if (!NewFile.fileSystem(conf, aside).rename(aside, directory)) {
      throw new IOException("cannot move " + aside + " to " + directory);
    }
  }

  /**
   * Copies a model and adds sites to it that were estimated against it; they come last.
   *
   * @param aside model of the new sites alone; is moved
   */
  public void extend(Path model, Path aside) throws IOException {
    Model old = ModelJson.read(conf, model);
    Model added = ModelJson.read(conf, aside);
    FileSystem from = NewFile.fileSystem(conf, model);
    FileSystem to = NewFile.fileSystem(conf, directory);
    for (FileStatus entry : from.listStatus(model)) {
      String name = entry.getPath().getName();
      if (entry.isDirectory()) {
        Path target = new Path(directory, name);
        FileUtil.copy(from, entry.getPath(), to, target, false, true, conf);
      }
    }
    for (int i = 0; i < added.sites().size(); i++) {
      for (String kind : OF_SITES) {
        Path site = ModelFiles.moments(aside, i, 0).getParent();
        Path source = new Path(new Path(aside, kind), site.getName());
        Path sites = new Path(directory, kind);
        String key = ModelFiles.siteKey(old.sites().size() + i);
        if (to.exists(source)) {
          to.mkdirs(sites);
          if (!to.rename(source, new Path(sites, "site_key=" + key))) {
            throw new IOException("cannot move " + source + " to " + sites);
          }
        }
      }
    }
    to.delete(aside, true);
    List<ModelSite> sites = new ArrayList<>(old.sites());
    sites.addAll(added.sites());
    Model version =
        new Model(
            added.run(),
            old.run(),
            old.specification(),
            old.idColumn(),
            old.design(),
            sites,
            old.featureCount(),
            old.blockCount(),
            old.blocksPerFile());
    ModelJson.write(conf, directory, version, written);
  }
}
