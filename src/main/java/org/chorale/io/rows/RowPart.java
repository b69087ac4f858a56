package org.chorale.io.rows;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** One part of a row store that a task attempt is to write. Immutable; travels. */
public final class RowPart implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String target;
  private final String temporary;
  private final int featureCount;
  private final int carriedCount;

  RowPart(Path target, Path temporary, int featureCount, int carriedCount) {
    this.target = target.toString();
    this.temporary = temporary.toString();
    this.featureCount = featureCount;
    this.carriedCount = carriedCount;
  }

  public int featureCount() {
    return featureCount;
  }

  public int carriedCount() {
    return carriedCount;
  }

  /** Where the part will be once it is published. */
  public Path path() {
    return new Path(target);
  }

  /** Starts writing under the attempt's own name. */
  public RowWriter create(Configuration conf) throws IOException {
    return new RowWriter(conf, this);
  }

  Path temporary() {
    return new Path(temporary);
  }
}
