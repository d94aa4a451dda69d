package dev.agentsessions.examples.cluster;

import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.agentsessions.store.postgres.PostgresStoreConfig;
import dev.agentsessions.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A cluster to try, as a program: with a server of its own, and everything in a folder that is
 * removed at the end.
 */
record Demonstration(int size, Path root) {
  private static final int MOST_HOSTS = 8;

  Demonstration {
    requireNonNull(root, "root");
  }

  /** Ends the program, with a line that says why, when they are wrong. */
  static Demonstration of(String[] arguments) {
    String size = arguments.length > 0 ? arguments[0] : "3";
    String root = arguments.length > 1 ? arguments[1] : System.getProperty("user.home");
    if (!size.matches("[1-" + MOST_HOSTS + "]")) {
      refuse("HOSTS must be a number from 1 to " + MOST_HOSTS + ", not " + size);
    }
    if (!Files.isDirectory(Path.of(root))) {
      refuse("DIRECTORY must be there: " + root);
    }
    return new Demonstration(Integer.parseInt(size), Path.of(root).toAbsolutePath().normalize());
  }

  /** Until the program is told to end. */
  void run() throws IOException, InterruptedException {
    var end = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endBefore(end, main), "ending"));
    Path folder = Files.createTempDirectory("agent-sessions-cluster");
    try (PostgresServer server = PostgresServer.startUntilClosed(folder.resolve("postgres"));
        Cluster cluster =
            Cluster.start(
                size,
                PostgresStoreConfig.at(
                    server.newDatabase(), PostgresServer.USER, PostgresServer.USER),
                folder,
                new HouseRules(root, folder.resolve("audit.log")))) {
      System.out.println(
          cluster.addresses().stream()
              .map(URI::toString)
              .collect(Collectors.joining(" ", "ready ", "")));
      end.await();
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** The JVM ends when its hooks have: this one when the main thread has closed everything. */
  private static void endBefore(CountDownLatch end, Thread main) {
    end.countDown();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(String problem) {
    System.err.println(problem);
    System.exit(2);
  }
}
