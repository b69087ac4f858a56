package org.chorale.job;

/** Which program this is, for what is written down. */
public final class Program {
  /** The version that the jar carries, {@code development} where classes don't come from a jar. */
  public static final String VERSION = version();

  private Program() {}

  private static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
