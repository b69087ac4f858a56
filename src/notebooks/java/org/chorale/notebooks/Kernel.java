package org.chorale.notebooks;

import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;

/**
 * Starts the kernel and sees that it hears. The kernel opens its doors before it knows who handles
 * a message; if Jupyter's first one comes in between, its thread ends, and it never answers. So
 * that moment is made short, by doing it once before for nobody; and a kernel that hears
 * nothing although Jupyter asks every second ends, for {@code notebooks/run} to begin again.
 */
public final class Kernel {
  private static final long LOOK_AGAIN = 50;
  private static final int LOOKS = 300;

  private Kernel() {}

  /**
   * Runs the kernel until Jupyter ends it.
   *
   * @param args Jupyter's connection file
   */
  public static void main(String[] args) throws Exception {
    Channels nobody =
        new Channels(
            new ConnectionProperties(0, 0, "tcp", "hmac-sha256", 0, 0, "127.0.0.1", 0, "nobody"));
    nobody.connect(MainApp.kernel);
    Thread watch = new Thread(() -> endIfDeaf(nobody), "watch");
    watch.setDaemon(true);
    watch.start();
    MainApp.main(args);
    System.exit(0); // nobody's threads would go on
  }

  private static void endIfDeaf(Channels nobody) {
    boolean heard = false;
    try {
      while (MainApp.kernel.channels() == nobody) {
        Thread.sleep(LOOK_AGAIN);
      }
      for (int look = 0; look < LOOKS && !heard; look++) {
        Thread.sleep(LOOK_AGAIN);
        // Known from the first question on until the first cell has run.
        heard = MainApp.kernel.channels().hasMsgId();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!heard) {
      Runtime.getRuntime().halt(1);
    }
  }
}
