package org.chorale.io.parquet;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.chorale.io.storage.NewFile;

/** A file that Parquet may create but never overwrite; row groups aren't aligned to blocks. */
final class NewParquetFile implements OutputFile {
  private final Configuration conf;
  private final Path path;
  private CanonicalFooter stream;

  NewParquetFile(Configuration conf, Path path) {
    this.conf = conf;
    this.path = path;
  }

  /** The footer is all that is still to be written. */
  void startFooter() {
    stream.holdBack();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    stream = new CanonicalFooter(HadoopStreams.wrap(NewFile.create(conf, path)));
    return stream;
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }
}
