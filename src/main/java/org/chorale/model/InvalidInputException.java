package org.chorale.model;

/**
 * The user's input or options can't be used as they are.
 *
 * <p>The message is the whole story for the user: who, where, what was found, what was expected and
 * what to do about it. It is printed without a stack trace and ends the process with exit code 2.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and the remedy
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong, where, and the remedy
   * @param cause what the platform said
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
