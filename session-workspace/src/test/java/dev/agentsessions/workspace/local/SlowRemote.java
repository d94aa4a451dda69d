package dev.agentsessions.workspace.local;

import dev.agentsessions.testkit.workspace.GitHttpServer;
import dev.agentsessions.workspace.GitUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Serves repositories in pieces: it goes on when it is told to, or after some seconds. */
final class SlowRemote implements AutoCloseable {
  private final Semaphore pieces = new Semaphore(0);
  private final GitHttpServer server;

  private SlowRemote(Path root) throws IOException {
    server = GitHttpServer.slow(root, this::await);
  }

  static SlowRemote of(Path root) throws IOException {
    return new SlowRemote(root);
  }

  /** One that takes six pieces, and cannot be compressed. */
  static TestRepository repository(Path path) throws IOException {
    TestRepository repository = TestRepository.at(path);
    var random = new Random(1);
    for (int file = 0; file < 50; file++) {
      byte[] bytes = new byte[14 << 10];
      random.nextBytes(bytes);
      Files.write(path.resolve("file-" + file), bytes);
    }
    repository.git("add", ".");
    repository.commit("last", "of them");
    return repository;
  }

  GitUrl url(String repository) {
    return GitUrl.parse(server.url(repository));
  }

  void goOn() {
    pieces.release();
  }

  private void await() {
    try {
      boolean unused = pieces.tryAcquire(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
