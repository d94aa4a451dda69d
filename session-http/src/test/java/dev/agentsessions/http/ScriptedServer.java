package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server that answers every request alike and breaks off, or holds on for as long as the other
 * side does. Its thread ends when it is closed.
 */
final class ScriptedServer implements AutoCloseable {
  private static final long BETWEEN_MILLIS = 50;

  private final ServerSocket server;
  private final byte[] answer;
  private final Manner manner;
  private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();

  /** What it does after its answer. */
  enum Manner {
    BREAKS_OFF,
    HOLDS_ON,
    GOES_ON_SLOWLY
  }

  private ScriptedServer(ServerSocket server, byte[] answer, Manner manner) {
    this.server = server;
    this.answer = answer;
    this.manner = manner;
  }

  static ScriptedServer answering(String answer) {
    return answering(answer, Manner.BREAKS_OFF);
  }

  static ScriptedServer answering(String answer, Manner manner) {
    try {
      var scripted =
          new ScriptedServer(
              new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})),
              answer.getBytes(ISO_8859_1),
              manner);
      Thread.ofVirtual().name("scripted-server").start(scripted::run);
      return scripted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void run() {
    try {
      while (true) {
        try (Socket client = server.accept()) {
          asked.add(head(client.getInputStream()));
          client.getOutputStream().write(answer);
          goOn(client);
        }
      }
    } catch (IOException closed) {
      // the test is over
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void goOn(Socket client) throws IOException, InterruptedException {
    switch (manner) {
      case BREAKS_OFF -> {}
      case HOLDS_ON -> {
        var unused = client.getInputStream().readAllBytes();
      }
      case GOES_ON_SLOWLY -> {
        while (true) {
          client.getOutputStream().write('a');
          Thread.sleep(BETWEEN_MILLIS);
        }
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    int next = 0;
    while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
      next = in.read();
      head.append((char) next);
    }
    return head.toString();
  }

  /** The head of the next request. */
  String asked() {
    try {
      String next = asked.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nobody asked");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean wasAsked() {
    return !asked.isEmpty();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
