package org.chorale.notebooks;

import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;

/**
 * Starts the kernel and sees that it hears. On a busy machine its threads may end right at the
 * start, if they run before they are told to or if Jupyter's first message comes before it is known
 * who handles it, or no message reaches them; the kernel then stays and never answers. This one
 * ends, and {@code notebooks/run} starts it again: Jupyter repeats its question every second.
 */
public final class Kernel {
  /** The process ended because it did not hear. */
  private static final int DEAF = 75;

  /** Of shell, control and heartbeat. */
  private static final int LISTENERS = 3;

  private static final long LOOK_AGAIN = 50;
  private static final int LOOKS = 240;

  private Kernel() {}

  /**
   * Runs the kernel until Jupyter ends it.
   *
   * @param args Jupyter's connection file
   */
  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(Kernel::endIfDeaf, "watch");
    watch.setDaemon(true);
    watch.start();
    MainApp.main(args);
  }

  private static void endIfDeaf() {
    try {
      while (MainApp.kernel.channels() == null) {
        Thread.sleep(LOOK_AGAIN);
      }
      for (int look = 0; look < LOOKS && !MainApp.kernel.channels().hasMsgId(); look++) {
        Thread.sleep(LOOK_AGAIN);
      }
      Thread.sleep(LOOK_AGAIN * 10);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return;
    }
    Channels channels = MainApp.kernel.channels();
    long listening =
        Thread.getAllStackTraces().keySet().stream().filter(LoopThread.class::isInstance).count();
    boolean hears = listening == LISTENERS && channels.hasMsgId();
    if (!hears && !channels.isMarkedForShutdown()) {
      Runtime.getRuntime().halt(DEAF);
    }
  }
}
