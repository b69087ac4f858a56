package org.chorale.debian;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program from a package of Debian. */
public final class DebianPackage {
  private static final Pattern BETWEEN_PATHS = Pattern.compile(Pattern.quote(File.pathSeparator));

  private DebianPackage() {}

  /**
   * Where a program is; its package is installed if it is missing, on Debian and as root. Else the
   * test is aborted, which says what it leaves out.
   *
   * @param program name on the path
   * @param name of the package
   * @param leftOut what is not tested without it
   */
  public static Path program(String program, String name, String leftOut)
      throws IOException, InterruptedException {
    Optional<Path> found = onPath(program);
    if (found.isPresent()) {
      return found.get();
    }
    String without = "Not tested: %s. %s is not here".formatted(leftOut, program);
    assumeTrue(
        onPath("apt-get").isPresent(), without + ", and there is no apt-get to install it with.");
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        without + ", and only root may install it.");
    String said = install(name);
    return onPath(program)
        .orElseGet(() -> abort(without + ", and apt-get could not install it:\n" + said));
  }

  private static String install(String name) throws IOException, InterruptedException {
    // Another test may be installing another package.
    List<String> aptGet = List.of("apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=300");
    String updated = run(aptGet, "update");
    return updated + run(aptGet, "install", "--no-install-recommends", name);
  }

  private static String run(List<String> command, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : said;
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(BETWEEN_PATHS.split(System.getenv().getOrDefault("PATH", ""), -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
