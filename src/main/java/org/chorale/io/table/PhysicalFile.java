package org.chorale.io.table;

import java.io.Serializable;

/** One file of a table. Immutable; travels. */
public final class PhysicalFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final long bytes;

  PhysicalFile(String path, long bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  public String path() {
    return path;
  }

  public long bytes() {
    return bytes;
  }
}
