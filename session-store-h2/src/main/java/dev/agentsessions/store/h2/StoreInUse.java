package dev.agentsessions.store.h2;

import java.nio.file.Path;

/** Another program has the store's file open. One host at a time may; nothing was changed. */
public final class StoreInUse extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Path file;

  StoreInUse(Path file, Throwable cause) {
    super("another program is using " + file, cause);
    this.file = file;
  }

  /** The store's file, as it was configured. */
  public Path file() {
    return file;
  }
}
