package org.chorale.io.table;

import java.io.Serializable;

/** One file of a table. Immutable; travels. */
public final class PhysicalFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String location;
  private final long bytes;

  PhysicalFile(String path, String location, long bytes) {
    this.path = path;
    this.location = location;
    this.bytes = bytes;
  }

  /** As the user gave it. */
  public String path() {
    return path;
  }

  /** The same from any working directory: an executor's is not the driver's. */
  public String location() {
    return location;
  }

  public long bytes() {
    return bytes;
  }
}
