package dev.agentsessions.content;

import com.google.common.base.Throwables;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.http.HttpServer;
import dev.agentsessions.http.PortTaken;
import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.workspace.WantedWorkspace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program in a session's pod: {@code prepare} makes the workspace ready, with the first clones,
 * and ends; {@code serve [--port 8788] [--bind 0.0.0.0]} serves it until it is told to end. What
 * session that is say the variables of {@link PodEnvironment}.
 */
public final class Content {
  private static final Logger log = LoggerFactory.getLogger(Content.class);
  private static final String USAGE = "usage: prepare | serve [--port 8788] [--bind 0.0.0.0]";
  private static final int WRONG = 2;

  /** Less than a pod is given to end. */
  private static final Duration CLOSING = Duration.ofSeconds(8);

  private Content() {}

  public static void main(String[] arguments) {
    try {
      run(List.copyOf(Arrays.asList(arguments)), new PodEnvironment(System.getenv()));
    } catch (RuntimeException failure) {
      Optional<String> inTheWay = inTheWay(failure);
      inTheWay.ifPresentOrElse(System.err::println, () -> log.error("cannot start", failure));
      System.exit(inTheWay.isPresent() ? WRONG : 1);
    }
  }

  private static void run(List<String> arguments, PodEnvironment environment) {
    switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      case "prepare" -> {
        if (arguments.size() > 1) {
          throw new Refusal(USAGE);
        }
        Preparation.of(environment.workspace());
        environment.wanted().ifPresent(wanted -> cloneFirst(environment, wanted));
      }
      case "serve" -> serve(environment.config(http(arguments.subList(1, arguments.size()))));
      default -> throw new Refusal(USAGE);
    }
  }

  private static void cloneFirst(PodEnvironment environment, WantedWorkspace wanted) {
    // Reached by nobody else: it is only there because the rest is made of it.
    ContentConfig config = environment.config(SessionHttpConfig.loopback(0));
    try (AgentSessions program = AgentSessions.start(new ContentModule(config))) {
      program.get(FirstClones.class).make(wanted);
    }
  }

  /**
   * @throws Refusal for options that nobody knows
   */
  static SessionHttpConfig http(List<String> options) {
    int port = 8788;
    String bind = "0.0.0.0";
    for (int i = 0; i < options.size(); i += 2) {
      if (i + 1 == options.size()) {
        throw new Refusal(USAGE);
      }
      switch (options.get(i)) {
        case "--port" -> port = port(options.get(i + 1));
        case "--bind" -> bind = options.get(i + 1);
        default -> throw new Refusal(USAGE);
      }
    }
    try {
      return new SessionHttpConfig(InetAddress.getByName(bind), port);
    } catch (UnknownHostException e) {
      throw new Refusal("--bind must be an address of this machine, not " + bind);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new Refusal("--port must be a number, not " + text);
    }
    return Integer.parseInt(text);
  }

  private static void serve(ContentConfig config) {
    Preparation.of(config.workspace());
    AgentSessions service = AgentSessions.start(new ContentModule(config));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(service), "ending"));
    System.out.println("ready " + service.get(HttpServer.class).address());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In a thread of its own: what does not end in time ends with the JVM. */
  private static void close(AgentSessions service) {
    Thread closing = Thread.ofPlatform().name("closing").daemon().start(service::close);
    try {
      if (!closing.join(CLOSING)) {
        log.warn("not everything was closed within {}", CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What whoever runs it can do something about, wherever it was noticed. */
  private static Optional<String> inTheWay(RuntimeException failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(
            cause ->
                cause instanceof Refusal
                    || cause instanceof PortTaken
                    || cause instanceof SessionException.Unavailable)
        .map(Throwable::getMessage)
        .findFirst();
  }
}
