package org.chorale.cli;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command in a process of its own that is sent SIGTERM the first time it comes to a method. The
 * thread that came there waits until the process has begun to end, and then goes on.
 *
 * @param exitCode of the process
 * @param err what it printed there
 * @param reached whether it came to the method
 */
record TerminatedCommand(int exitCode, String err, boolean reached) {
  /** Where a JVM calls its shutdown hooks: no other exit code can win from there on. */
  private static final String END = "java.lang.Shutdown";

  private static final String HOOKS = "runHooks";

  /**
   * Runs a command.
   *
   * @param type class of the method
   * @param folder for what it prints
   */
  static TerminatedCommand run(String type, String method, Path folder, List<String> arguments)
      throws Exception {
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(c -> c.name().equals("com.sun.jdi.SocketListen"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> listen = connector.defaultArguments();
    listen.get("localAddress").setValue("127.0.0.1");
    String address = connector.startListening(listen);
    Path err = folder.resolve("terminated-" + method + ".err");
    Process process = start(address, err, arguments);
    try {
      VirtualMachine machine = connector.accept(listen);
      boolean reached = new Follower(machine, process, type, method).follow();
      int exitCode = process.waitFor();
      return new TerminatedCommand(exitCode, Files.readString(err), reached);
    } finally {
      process.destroyForcibly().waitFor();
      connector.stopListening(listen);
    }
  }

  private static Process start(String address, Path err, List<String> arguments)
      throws IOException {
    Path basedir = Path.of(System.getProperty("chorale.basedir", "."));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + basedir.resolve("conf/jvm.options"));
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dlog4j2.configurationFile=log4j2-test.properties");
    command.add("-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    command.addAll(List.of("--", "--master", "local[2]", "--conf", "spark.ui.enabled=false"));
    return new ProcessBuilder(command)
        .redirectOutput(err.resolveSibling(err.getFileName() + ".out").toFile())
        .redirectError(err.toFile())
        .start();
  }

  /** Sets the breakpoints, sends the signal, and lets go. */
  private record Follower(VirtualMachine machine, Process process, String type, String method) {
    boolean follow() throws InterruptedException {
      machine.classesByName(type).forEach(loaded -> stopAt(loaded, method));
      ClassPrepareRequest prepare = machine.eventRequestManager().createClassPrepareRequest();
      prepare.addClassFilter(type);
      prepare.setSuspendPolicy(EventRequest.SUSPEND_ALL);
      prepare.enable();
      ThreadReference waiting = null;
      boolean reached = false;
      while (true) {
        try {
          EventSet events = machine.eventQueue().remove();
          boolean hold = false;
          for (Event event : events) {
            if (event instanceof ClassPrepareEvent prepared) {
              stopAt(prepared.referenceType(), method);
            } else if (event instanceof BreakpointEvent stopped) {
              if (stopped.location().declaringType().name().equals(END)) {
                if (waiting != null) {
                  waiting.resume();
                  waiting = null;
                }
              } else if (!reached) {
                reached = true;
                hold = true;
                waiting = stopped.thread();
                machine.classesByName(END).forEach(end -> stopAt(end, HOOKS));
                process.destroy();
              }
            }
          }
          if (!hold) {
            events.resume();
          }
        } catch (VMDisconnectedException ended) {
          return reached;
        }
      }
    }

    private void stopAt(ReferenceType in, String name) {
      for (Method candidate : in.methodsByName(name)) {
        if (!candidate.isAbstract() && !candidate.isNative()) {
          BreakpointRequest request =
              machine.eventRequestManager().createBreakpointRequest(candidate.location());
          request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
          request.enable();
        }
      }
    }
  }
}
