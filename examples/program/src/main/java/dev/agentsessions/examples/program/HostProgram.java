package dev.agentsessions.examples.program;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.http.PortTaken;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.store.h2.StoreInUse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host as a program: one line on standard output once it serves, everything else on standard
 * error; ended by TERM within 5 s; exit status 2 when what it was asked for cannot be done.
 */
public final class HostProgram {
  /** Leaves half a second of the five for the JVM's own end. */
  private static final Duration CLOSING = Duration.ofMillis(4_500);

  private static final Logger log = LoggerFactory.getLogger(HostProgram.class);

  private HostProgram() {}

  /** A host that serves, and the directory that is its own until it has ended. */
  public record Serving(URI address, AgentSessions host, DataDirectory data) {
    public Serving {
      requireNonNull(address, "address");
      requireNonNull(host, "host");
      requireNonNull(data, "data");
    }

    /** A host that serves once a last step is done; if that fails, it ends. */
    public static Serving after(
        Runnable step, URI address, AgentSessions host, DataDirectory data) {
      var serving = new Serving(address, host, data);
      try {
        step.run();
        return serving;
      } catch (RuntimeException | Error failure) {
        serving.close();
        throw failure;
      }
    }

    void close() {
      try (data) {
        host.close();
      }
    }
  }

  /** Starts the host and serves until the program is told to end; never returns. */
  public static void run(Supplier<Serving> start) {
    Serving serving;
    try {
      serving = start.get();
    } catch (RuntimeException failure) {
      exit(failure);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(serving), "ending"));
    System.out.println("ready " + serving.address());
    waitForTheEnd();
  }

  private static void exit(RuntimeException failure) {
    Optional<String> inTheWay = inTheWay(failure);
    inTheWay.ifPresentOrElse(System.err::println, () -> log.error("cannot start", failure));
    System.exit(inTheWay.isPresent() ? Refusal.EXIT_STATUS : 1);
  }

  /** What the person who started it can do something about, wherever it was noticed. */
  private static Optional<String> inTheWay(RuntimeException failure) {
    return Throwables.getCausalChain(failure).stream()
        .map(
            cause ->
                switch (cause) {
                  case Refusal refusal -> refusal.getMessage();
                  case PortTaken taken ->
                      taken.getMessage() + "; --port 0 takes a free port instead";
                  case StoreInUse inUse -> inUse.getMessage() + "; another --data is another store";
                  case SessionException.Unavailable store -> store.getMessage();
                  default -> null;
                })
        .filter(message -> message != null)
        .findFirst();
  }

  /** In a thread of its own: what does not end in time ends with the JVM. */
  private static void close(Serving serving) {
    Thread closing = Thread.ofPlatform().name("closing").daemon().start(serving::close);
    try {
      if (!closing.join(CLOSING)) {
        log.warn("not everything was closed within {}", CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitForTheEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
