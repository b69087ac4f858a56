package org.chorale.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A real Spark cluster on this machine: a master and two workers of one core and 1 GiB each, every
 * one a JVM of its own on 127.0.0.1, from the jars that Maven laid under {@code target/lib}.
 *
 * <p>A folder with those jars under {@code jars/} and a file {@code RELEASE} is a {@code
 * SPARK_HOME}; no Spark distribution is needed. {@link #close} ends every process and removes the
 * folder, as does the end of the test's own JVM.
 */
public final class StandaloneCluster implements AutoCloseable {

  /** What a submitted program left behind: its exit code, and what it printed. */
  public record Submission(int exitCode, String out, String err) {}

  /** What a user adds to a program: jars after {@code --jars}, settings after {@code --conf}. */
  public record Added(List<Path> jars, Map<String, String> settings) {
    private static final Added NOTHING = new Added(List.of(), Map.of());
  }

  private static final int WORKERS = 2;
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration SUBMIT_LIMIT = Duration.ofMinutes(5);
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path basedir = Path.of(System.getProperty("chorale.basedir", "."));
  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private final Process[] workers = new Process[WORKERS];
  private final Thread endWithTheJvm = new Thread(this::close);
  private int submissions;
  private String masterUrl;
  private URI state;

  private StandaloneCluster() throws IOException {
    home = Files.createTempDirectory("chorale-cluster").toRealPath();
  }

  /** Starts the cluster and waits until both workers are registered. */
  public static StandaloneCluster start() throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster();
    Runtime.getRuntime().addShutdownHook(cluster.endWithTheJvm);
    try {
      cluster.layOut();
      cluster.startDaemons();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  /** The master's address, {@code spark://127.0.0.1:port}. */
  public String masterUrl() {
    return masterUrl;
  }

  /** What the cluster's programs are given, by name. */
  static Map<String, String> settings() {
    return Map.of(
        "spark.ui.enabled", "false",
        "spark.driver.host", "127.0.0.1",
        "spark.driver.bindAddress", "127.0.0.1",
        "spark.executor.cores", "1",
        "spark.executor.memory", "512m",
        // both workers take part, also in a short job
        "spark.scheduler.minRegisteredResourcesRatio", "1.0");
  }

  /** A submitted program that may still run. Its process is the driver. */
  public final class Running {
    private final Process process;
    private final Path out;
    private final Path err;

    private Running(Process process, Path out, Path err) {
      this.process = process;
      this.out = out;
      this.err = err;
    }

    /** Waits for its end, so long; true if it has ended. */
    public boolean endsWithin(Duration time) throws InterruptedException {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Kills it at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
      processes.remove(process);
    }

    /** What it has printed so far on its error stream. */
    public String err() throws IOException {
      return Files.readString(err);
    }

    /** What it left behind, once it has ended. */
    public Submission await() throws IOException, InterruptedException {
      try {
        if (!endsWithin(SUBMIT_LIMIT)) {
          throw new IOException(
              "a program did not end within " + SUBMIT_LIMIT + "\n" + err() + logs());
        }
      } finally {
        end(List.of(process));
        processes.remove(process);
      }
      return new Submission(process.exitValue(), Files.readString(out), err());
    }
  }

  /** Runs {@code org.chorale.cli.Main} with these arguments through spark-submit. */
  public Submission submit(String... arguments) throws IOException, InterruptedException {
    return begin(arguments).await();
  }

  /** Starts {@code org.chorale.cli.Main} with these arguments through spark-submit. */
  public Running begin(String... arguments) throws IOException {
    return begin(Added.NOTHING, arguments);
  }

  private Running begin(Added added, String... arguments) throws IOException {
    List<Path> jars = programJars();
    List<Path> further = new ArrayList<>(jars.subList(1, jars.size()));
    further.addAll(added.jars());
    return begin(
        jars.get(0),
        new Added(further, added.settings()),
        "org.chorale.cli.Main",
        List.of(arguments));
  }

  /** Runs {@code org.chorale.cli.Main} with what a user adds. */
  public Submission submit(Added added, String... arguments)
      throws IOException, InterruptedException {
    return begin(added, arguments).await();
  }

  /** Runs the main method of a test class through spark-submit. */
  public Submission submit(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return submit(Added.NOTHING, main, arguments);
  }

  /** The same with what a user adds. */
  public Submission submit(Added added, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return begin(jarred(jarOf(main)), added, main.getName(), List.of(arguments)).await();
  }

  /** The program's jar, and further ones if it has not all in it. */
  List<Path> programJars() throws IOException {
    Path classes = basedir.resolve("target/classes");
    Path jar = basedir.resolve("target/chorale.jar");
    if (isNewerThanAllOf(jar, classes)) {
      return List.of(jar);
    }
    // Tests run before the jar is made: the same content, unshaded.
    return List.of(
        jarred(classes),
        jarOf(picocli.CommandLine.class),
        jarOf(de.siegmar.fastcsv.reader.CsvReader.class),
        jarOf(com.github.mustachejava.Mustache.class),
        jarOf(ch.randelshofer.fastdoubleparser.JavaDoubleParser.class),
        jarOf(YAMLFactory.class),
        jarOf(org.yaml.snakeyaml.Yaml.class));
  }

  /**
   * Kills a worker and its executors at once, as {@code kill -9} does or the end of a machine, and
   * waits until they are gone and the master knows.
   */
  public void killWorker(int worker) throws IOException, InterruptedException {
    Process process = workers[worker];
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
    processes.remove(process);
    await("the loss of a worker", WORKERS - 1);
  }

  /** Starts a worker in the place of one that was killed, and waits until it is registered. */
  public void reviveWorker(int worker) throws IOException, InterruptedException {
    startWorker(worker);
    await("both workers", WORKERS);
  }

  /** Ends every process of the cluster and removes its folder. */
  @Override
  public synchronized void close() {
    endProcesses();
    if (!Files.exists(home)) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(endWithTheJvm);
    } catch (IllegalStateException jvmIsEnding) {
      // called by the hook itself
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + home, e);
    }
  }

  private void layOut() throws IOException {
    Path lib = basedir.resolve("target/lib").toRealPath();
    Files.createDirectories(home.resolve("jars"));
    try (Stream<Path> jars = Files.list(lib)) {
      for (Path jar : jars.toList()) {
        Files.createSymbolicLink(home.resolve("jars").resolve(jar.getFileName()), jar);
      }
    }
    Files.writeString(home.resolve("RELEASE"), "Spark, from Maven's jars\n");
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/log4j2.properties"),
        """
        status = off
        appender.console.type = Console
        appender.console.name = console
        appender.console.target = SYSTEM_ERR
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5level %c{1.}: %msg%n%ex
        rootLogger.level = warn
        rootLogger.appenderRef.console.ref = console
        """);
  }

  private void startDaemons() throws IOException, InterruptedException {
    int port = freePort();
    int webPort = freePort();
    daemon(
        "master",
        "org.apache.spark.deploy.master.Master",
        List.of("--host", "127.0.0.1", "--port", "" + port, "--webui-port", "" + webPort));
    state = URI.create("http://127.0.0.1:" + webPort + "/json/");
    masterUrl = await("the master", 0).get("url").asText();
    for (int worker = 0; worker < WORKERS; worker++) {
      startWorker(worker);
    }
    await("both workers", WORKERS);
  }

  private void startWorker(int worker) throws IOException {
    String name = "worker" + (worker + 1);
    Path work = Files.createDirectories(home.resolve("work" + (worker + 1)));
    workers[worker] =
        daemon(
            name,
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                "--host",
                "127.0.0.1",
                "--webui-port",
                "" + freePort(),
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                work.toString(),
                masterUrl));
  }

  private Process daemon(String name, String main, List<String> arguments) throws IOException {
    List<String> command = java("256m");
    command.add(main);
    command.addAll(arguments);
    Path log = home.resolve(name + ".log");
    Process process =
        builder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    processes.add(process);
    return process;
  }

  /** The master's state as soon as just so many workers are alive. */
  private JsonNode await(String what, int alive) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(state).timeout(Duration.ofSeconds(5)).build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      for (Process process : processes) {
        if (!process.isAlive()) {
          throw new IOException("a daemon ended while waiting for " + what + "\n" + logs());
        }
      }
      try {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          JsonNode master = JSON.readTree(response.body());
          if (master.path("aliveworkers").asInt() == alive) {
            return master;
          }
        }
      } catch (IOException notListeningYet) {
        // asked again until the deadline
      }
      if (processes.get(0).waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the master ended while waiting for " + what + "\n" + logs());
      }
    }
    throw new IOException(what + " did not come up within " + START_LIMIT + "\n" + logs());
  }

  private Running begin(Path jar, Added added, String main, List<String> arguments)
      throws IOException {
    List<String> command = java("1g");
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", masterUrl, "--class", main));
    Map<String, String> all = new TreeMap<>(settings());
    all.putAll(added.settings());
    all.forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    if (!added.jars().isEmpty()) {
      command.addAll(
          List.of("--jars", String.join(",", added.jars().stream().map(Path::toString).toList())));
    }
    command.add(jar.toString());
    command.addAll(arguments);

    submissions++;
    Path out = home.resolve("submit" + submissions + ".out");
    Path err = home.resolve("submit" + submissions + ".err");
    Process process =
        builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    processes.add(process);
    return new Running(process, out, err);
  }

  private List<String> java(String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + basedir.resolve("conf/jvm.options"));
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", home.resolve("conf") + ":" + home.resolve("jars") + "/*"));
    return command;
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SPARK_") || name.startsWith("HADOOP_"));
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_CONF_DIR", home.resolve("conf").toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
  }

  private void endProcesses() {
    List<Process> all = new ArrayList<>(processes);
    all.sort(Comparator.comparing(Process::pid).reversed()); // the master last
    end(all);
    processes.clear();
  }

  /** Asks, waits, then kills; executors are children of their worker. */
  private static void end(List<Process> processes) {
    List<ProcessHandle> handles =
        processes.stream()
            .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
            .toList();
    handles.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + EXIT_LIMIT.toNanos();
    for (ProcessHandle handle : handles) {
      try {
        handle.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        handle.destroyForcibly();
      } catch (java.util.concurrent.ExecutionException
          | java.util.concurrent.TimeoutException stillThere) {
        handle.destroyForcibly();
      }
    }
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(home)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        text.append("== ").append(log.getFileName()).append('\n').append(Files.readString(log));
      }
    }
    return text.toString();
  }

  /** A jar of a folder of classes; a jar stays what it is. */
  private Path jarred(Path classes) throws IOException {
    if (Files.isRegularFile(classes)) {
      return classes;
    }
    Path jar = Files.createTempFile(home, "classes", ".jar");
    try (OutputStream stream = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(stream);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static boolean isNewerThanAllOf(Path jar, Path classes) throws IOException {
    if (!Files.exists(jar)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " has no place on the class path", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
