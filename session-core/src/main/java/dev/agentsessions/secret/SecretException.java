package dev.agentsessions.secret;

import org.jspecify.annotations.Nullable;

/** Why a secret cannot be opened. Says nothing of the secret. */
public abstract sealed class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private SecretException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Another key sealed it: use that one, or set the secret anew. */
  public static final class ForeignKey extends SecretException {
    private static final long serialVersionUID = 1;

    ForeignKey(String place) {
      super("the secret of " + place + " was sealed with another key", null);
    }
  }

  /** This host has no key: give it the one of the others. */
  public static final class NoKey extends SecretException {
    private static final long serialVersionUID = 1;

    NoKey(String place) {
      super("this host has no key for the secret of " + place, null);
    }
  }

  /** It is not what was sealed for this place: set the secret anew. */
  public static final class Tampered extends SecretException {
    private static final long serialVersionUID = 1;

    Tampered(String place, @Nullable Throwable cause) {
      super("the secret of " + place + " is not as it was sealed", cause);
    }
  }
}
