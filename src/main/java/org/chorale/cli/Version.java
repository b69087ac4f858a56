package org.chorale.cli;

import org.chorale.job.run.Program;
import picocli.CommandLine.IVersionProvider;

/** The version for {@code --version}. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"chorale " + Program.VERSION};
  }
}
