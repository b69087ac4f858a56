package org.chorale.io.publish;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A process that holds a staging directory for an output until it is killed. */
final class StagingHolder {
  private StagingHolder() {}

  /** Says that it holds it, and waits. */
  public static void main(String[] output) throws IOException {
    try (Staging staging = Staging.beside(new Path(output[0]), new Configuration(), false)) {
      System.out.println("holds " + staging.directory());
      while (System.in.read() >= 0) {
        // until the end of the input, which never comes
      }
    }
  }
}
