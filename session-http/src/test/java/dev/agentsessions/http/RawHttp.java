package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Sends exactly what a test says, as no decent client would. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 10_000;

  private RawHttp() {}

  /**
   * @param headers besides Connection: close; each line without its end
   * @return the whole response
   */
  static String exchange(int port, String method, String path, String... headers) {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + path + " HTTP/1.1");
    lines.addAll(List.of(headers));
    lines.add("Connection: close");
    return exchange(port, String.join("\r\n", lines) + "\r\n\r\n");
  }

  static String exchange(int port, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** The status alone: the rest of the response may never end. */
  static int status(int port, String method, String path, String... headers) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers);
      socket.getOutputStream().write((request + "\r\n\r\n").getBytes(ISO_8859_1));
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      return status(lines.readLine());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  static int status(String response) {
    return Integer.parseInt(response.split(" ", 3)[1]);
  }
}
