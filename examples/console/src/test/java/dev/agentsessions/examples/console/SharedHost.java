package dev.agentsessions.examples.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One host for all tests of a class. */
final class SharedHost implements BeforeAllCallback, AfterAllCallback {
  private final Supplier<Path> data;
  private HostProcess host;
  private URI address;

  /**
   * @param data its data directory, once that is there
   */
  SharedHost(Supplier<Path> data) {
    this.data = data;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    host = HostProcess.run("--port", "0", "--data", data.get().toString());
    address = host.awaitReady();
  }

  /** Where it serves. */
  URI address() {
    return address;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (host != null) {
      host.close();
    }
  }
}
