package dev.agentsessions.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A {@link FleetHost} in a process of its own, that is frozen and killed. One thread. */
final class FleetProcess implements AutoCloseable {
  private final Process process;
  private final Thread listener;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final AtomicInteger unanswered = new AtomicInteger();

  /**
   * @param acknowledged hears what it did, such as {@code stop ses-…}, on a thread of its own
   */
  FleetProcess(PostgresStoreConfig config, String id, Consumer<String> acknowledged) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dguice_custom_class_loading=CHILD")); // or JDK 25 warns about Guice
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")); // it is full of kills
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FleetHost.class.getName());
    command.addAll(List.of(config.url(), config.user(), config.password(), id));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener = Thread.ofVirtual().start(() -> listen(process.inputReader(UTF_8), acknowledged));
  }

  /** Whether it serves, or has ended. */
  boolean isReady() {
    return ready.getCount() == 0;
  }

  /** Whether it also has answered all that it was asked. */
  boolean isQuiet() {
    return isReady() && unanswered.get() == 0;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Nothing comes of it when it is frozen or about to die: then it is done late, or never. */
  void ask(String operation) {
    unanswered.incrementAndGet();
    try {
      process.getOutputStream().write((operation + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It was killed.
    }
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  /** Whatever it had said is heard when this returns. */
  void kill() {
    process.toHandle().destroyForcibly(); // the process's own would close what is read
    try {
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(BufferedReader lines, Consumer<String> acknowledged) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("ready")) {
          ready.countDown();
        } else if (line.startsWith("done ")) {
          acknowledged.accept(line.substring("done ".length()));
          unanswered.decrementAndGet();
        } else if (line.equals("refused")) {
          unanswered.decrementAndGet();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ready.countDown();
      unanswered.set(0); // whatever it did not answer it does not do any more
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
