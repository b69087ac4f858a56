package org.chorale.io.publish;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process that is killed right before the nth call by which it would change the file system: no
 * code of its own has a part in that, and none runs afterwards.
 */
final class KilledProcess {
  /** Where Java hands over to the system, on Linux. */
  private static final Map<String, Set<String>> CALLS =
      Map.of(
          "sun.nio.fs.UnixNativeDispatcher",
          Set.of("open", "rename", "unlink", "rmdir", "mkdir"),
          "java.io.File",
          Set.of("delete", "mkdir", "renameTo"),
          "sun.nio.ch.FileDispatcherImpl",
          Set.of("write"));

  /** O_WRONLY, O_RDWR, O_CREAT. */
  private static final int TO_WRITE = 0x1 | 0x2 | 0x40;

  private final VirtualMachine machine;
  private final String main;
  private String call = "";

  private KilledProcess(VirtualMachine machine, String main) {
    this.machine = machine;
    this.main = main;
  }

  /**
   * Runs a main class.
   *
   * @param calls how many it may make
   * @return the call it was killed at, or null if it came to its end
   */
  static String run(int calls, Class<?> main, List<String> args) throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> launch = connector.defaultArguments();
    launch.get("main").setValue(main.getName() + " " + String.join(" ", args));
    launch
        .get("options")
        .setValue(
            "-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp \"%s\""
                .formatted(System.getProperty("java.class.path")));
    VirtualMachine machine = connector.launch(launch);
    Process process = machine.process();
    try {
      return new KilledProcess(machine, main.getName()).follow(calls);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private String follow(int calls) throws InterruptedException {
    watch(main);
    int made = 0;
    while (true) {
      try {
        EventSet events = machine.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent prepared) {
            prepared(prepared.referenceType());
          } else if (event instanceof BreakpointEvent reached && changes(reached)) {
            if (made++ == calls) {
              return call;
            }
          }
        }
        events.resume();
      } catch (VMDisconnectedException ended) {
        return null;
      }
    }
  }

  private void prepared(ReferenceType type) {
    if (type.name().equals(main)) {
      for (String name : CALLS.keySet()) {
        machine.classesByName(name).forEach(this::stopAtCalls);
        watch(name);
      }
    } else {
      stopAtCalls(type);
    }
  }

  private void watch(String type) {
    ClassPrepareRequest request = machine.eventRequestManager().createClassPrepareRequest();
    request.addClassFilter(type);
    request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
    request.enable();
  }

  private void stopAtCalls(ReferenceType type) {
    for (Method method : type.methods()) {
      if (CALLS.get(type.name()).contains(method.name()) && !method.isNative()) {
        BreakpointRequest request =
            machine.eventRequestManager().createBreakpointRequest(method.location());
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        request.enable();
      }
    }
  }

  private boolean changes(BreakpointEvent reached) {
    try {
      Method method = reached.location().method();
      call = method.declaringType().name() + "." + method.name();
      var arguments = reached.thread().frame(0).getArgumentValues();
      return !method.name().equals("open")
          || (((IntegerValue) arguments.get(1)).value() & TO_WRITE) != 0;
    } catch (com.sun.jdi.IncompatibleThreadStateException suspended) {
      throw new IllegalStateException(suspended);
    }
  }
}
