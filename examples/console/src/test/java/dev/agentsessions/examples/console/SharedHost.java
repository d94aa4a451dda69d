package dev.agentsessions.examples.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One host for all tests of a class. */
final class SharedHost implements BeforeAllCallback, AfterAllCallback {
  private final Supplier<Path> data;
  private final Supplier<List<String>> options;
  private HostProcess host;
  private URI address;

  /**
   * @param data its data directory, once that is there
   */
  SharedHost(Supplier<Path> data) {
    this(data, List::of);
  }

  /**
   * @param options what else it is told, once its data directory is there
   */
  SharedHost(Supplier<Path> data, Supplier<List<String>> options) {
    this.data = data;
    this.options = options;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Stream<String> usual = Stream.of("--port", "0", "--data", data.get().toString());
    host = HostProcess.run(Stream.concat(usual, options.get().stream()).toArray(String[]::new));
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
