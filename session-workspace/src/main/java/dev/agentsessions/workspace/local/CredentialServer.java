package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a credential to git when that asks, for one server and as long as a call takes: it goes
 * from our memory through a socket in a folder that only this user may enter, by git's own {@code
 * credential-cache}, whose daemon this stands in for, to git's memory. No file, argument,
 * environment or configuration ever has it (G-05).
 *
 * @see <a href="https://git-scm.com/docs/git-credential">What git asks and how it is answered</a>
 */
final class CredentialServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CredentialServer.class);
  private static final int MAX_REQUEST = 8192;

  private final Path socket;
  private final List<String> wanted;
  private final GitCredential credential;
  private final ServerSocketChannel server;
  private final Thread thread;

  private CredentialServer(
      Path socket, GitUrl url, GitCredential credential, ServerSocketChannel server) {
    this.socket = requireNonNull(socket, "socket");
    this.wanted =
        List.of(
            "action=get",
            "protocol=" + url.scheme().name().toLowerCase(Locale.ROOT),
            "host=" + url.authority());
    this.credential = requireNonNull(credential, "credential");
    this.server = server;
    this.thread = Thread.ofVirtual().name("git-credentials").unstarted(this::serve);
  }

  /**
   * @param folder that nobody else may enter
   * @param url of the only repository that it is for
   */
  static CredentialServer in(Path folder, GitUrl url, GitCredential credential) {
    Path socket = folder.resolve("credentials");
    try {
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(socket));
      } catch (IOException e) {
        server.close();
        throw e;
      }
      var credentials = new CredentialServer(socket, url, credential, server);
      credentials.thread.start();
      return credentials;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A call of git that asks here. */
  GitCall asking(GitCall call) {
    return call.with("GIT_CONFIG_COUNT", "1")
        .with("GIT_CONFIG_KEY_0", "credential.helper")
        .with("GIT_CONFIG_VALUE_0", "cache --socket '" + socket + "'");
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        if (read(client).lines().toList().containsAll(wanted)) {
          answer(client);
        }
      } catch (IOException e) {
        if (server.isOpen()) {
          log.warn("git was not told its credential: {}", e.toString());
        }
      }
    }
  }

  private static String read(SocketChannel client) throws IOException {
    var request = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(MAX_REQUEST);
    while (request.size() < MAX_REQUEST && client.read(buffer) >= 0) {
      request.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return request.toString(UTF_8);
  }

  private void answer(SocketChannel client) throws IOException {
    ByteBuffer answer =
        ByteBuffer.wrap(
            ("username=" + credential.username() + "\npassword=" + credential.password() + "\n")
                .getBytes(UTF_8));
    while (answer.hasRemaining()) {
      int written = client.write(answer);
      if (written < 0) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      thread.join();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
