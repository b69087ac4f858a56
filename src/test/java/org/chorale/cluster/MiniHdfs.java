package org.chorale.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DFSConfigKeys;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;

/**
 * A real HDFS on this machine: a name node and two data nodes in this JVM, on 127.0.0.1, their
 * files in a temporary folder. Other JVMs reach it by its {@link #uri}s without any configuration.
 */
public final class MiniHdfs implements AutoCloseable {
  private static final int DATA_NODES = 2;
  private static final long NO_TIME_MILLIS = 1;
  private static final long HARD_LIMIT_MILLIS = 20 * 60 * 1000L;

  private final Path home;
  private final MiniDFSCluster cluster;

  private MiniHdfs(Path home) throws IOException {
    this.home = home;
    Configuration conf = new Configuration();
    conf.setInt(DFSConfigKeys.DFS_REPLICATION_KEY, DATA_NODES);
    cluster =
        new MiniDFSCluster.Builder(conf, home.toFile())
            .numDataNodes(DATA_NODES)
            .checkDataNodeHostConfig(false)
            .build();
  }

  /** Starts it and waits until both data nodes are registered. */
  public static MiniHdfs start() throws IOException {
    MiniHdfs hdfs = new MiniHdfs(Files.createTempDirectory("chorale-hdfs").toRealPath());
    try {
      hdfs.cluster.waitActive();
      return hdfs;
    } catch (IOException | RuntimeException failure) {
      hdfs.close();
      throw failure;
    }
  }

  /** An absolute path as others name it: {@code hdfs://127.0.0.1:port/path}. */
  public String uri(String path) {
    return "hdfs://127.0.0.1:" + cluster.getNameNodePort() + path;
  }

  /** A client of its own: leases are held by clients. Its paths need not be URIs. */
  public FileSystem client() throws IOException {
    return FileSystem.newInstance(cluster.getURI(), cluster.getConfiguration(0));
  }

  /** What others need to read and write: nothing but a path's URI, with clients of their own. */
  public Configuration uncached() {
    Configuration conf = new Configuration();
    conf.setBoolean("fs.hdfs.impl.disable.cache", true);
    return conf;
  }

  /** Puts a file, or a folder with all that is in it, at a path. */
  public void put(Path local, String path) throws IOException {
    try (FileSystem files = client()) {
      files.copyFromLocalFile(hadoop(local.toString()), hadoop(path));
    }
  }

  /** Fetches a directory into a new folder. */
  public Path fetch(String path, Path folder) throws IOException {
    try (FileSystem files = client()) {
      files.copyToLocalFile(false, hadoop(path), hadoop(folder.toString()), true);
    }
    return folder;
  }

  /** Names in a directory, hidden ones too, sorted. */
  public List<String> names(String directory) throws IOException {
    try (FileSystem files = client()) {
      return Arrays.stream(files.listStatus(hadoop(directory)))
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    }
  }

  /**
   * Lets every client that has a file open be taken for dead from now on, as if a minute passed.
   */
  public void letLeasesExpire() {
    cluster.setLeasePeriod(NO_TIME_MILLIS, HARD_LIMIT_MILLIS);
  }

  /** Lets clients live again as long as they live. */
  public void keepLeases() {
    cluster.setLeasePeriod(HdfsConstants.LEASE_SOFTLIMIT_PERIOD, HARD_LIMIT_MILLIS);
  }

  /** Ends it and removes its files. */
  @Override
  public void close() throws IOException {
    cluster.shutdown(true); // and what it made of the folder
    Files.deleteIfExists(home);
  }

  private static org.apache.hadoop.fs.Path hadoop(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }
}
