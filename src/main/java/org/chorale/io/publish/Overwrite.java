package org.chorale.io.publish;

/** What becomes of a finished output that is where a run is to write. */
public enum Overwrite {
  /** The same run's stays, and nothing is done; another one's is refused. */
  NEVER,
  /** The same run's stays, and nothing is done; another one's is replaced. */
  IF_CHANGED,
  /** It is replaced, also the same run's: it may be damaged. */
  ALWAYS,
  /** It stays, and the new one lies beside it: the directory is a {@link Lake}. */
  LAKE
}
