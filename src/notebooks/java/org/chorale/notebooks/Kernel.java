package org.chorale.notebooks;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.AbstractChannel;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the kernel, so that it answers on a busy machine too. In version 3.0.1 a thread that
 * listens ends without a word if it runs before {@link LoopThread#start} has told it to, or if a
 * message comes before it is known who handles it. Both can only happen at the start; there such a
 * thread is given a successor here. Jupyter repeats its first question, so nothing is lost.
 */
public final class Kernel {
  private static final List<String> LISTENING = List.of("shell", "control", "heartbeat");
  private static final long LOOK_AGAIN = 50;
  private static final int LOOKS = 100;

  private Kernel() {}

  /**
   * Runs the kernel until Jupyter ends it.
   *
   * @param args Jupyter's connection file
   */
  public static void main(String[] args) throws Exception {
    try (InputStream logging = MainApp.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(logging);
    }
    ConnectionProperties connection =
        Transform.fromJson(Files.readString(Path.of(args[0])), ConnectionProperties.class);
    Channels channels = new Channels(connection);
    channels.connect(MainApp.kernel);
    for (int look = 0; look < LOOKS; look++) {
      Thread.sleep(LOOK_AGAIN);
      for (String channel : LISTENING) {
        revive((AbstractChannel) field(Channels.class, channel).get(channels));
      }
    }
    channels.joinUntilClose();
  }

  private static void revive(AbstractChannel channel) throws ReflectiveOperationException {
    Field listener = field(channel.getClass(), "loopThread");
    LoopThread thread = (LoopThread) listener.get(channel);
    boolean meantToRun = !field(AbstractChannel.class, "closed").getBoolean(channel);
    if (meantToRun && !thread.isAlive()) {
      Runnable body = (Runnable) field(LoopThread.class, "loopBody").get(thread);
      LoopThread successor = new LoopThread(thread.getName(), LOOK_AGAIN, body);
      listener.set(channel, successor);
      successor.start();
    }
  }

  private static Field field(Class<?> of, String name) throws ReflectiveOperationException {
    Field field = of.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
