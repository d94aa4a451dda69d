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

/** A server that answers every request alike and breaks off. Its thread ends when it is closed. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] answer;
  private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();

  private ScriptedServer(ServerSocket server, byte[] answer) {
    this.server = server;
    this.answer = answer;
  }

  static ScriptedServer answering(String answer) {
    try {
      var scripted =
          new ScriptedServer(
              new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})),
              answer.getBytes(ISO_8859_1));
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
        }
      }
    } catch (IOException closed) {
      // the test is over
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
