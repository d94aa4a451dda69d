package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * A connection to the server that a call is made at. One thread sends, one receives, any closes.
 */
final class Upstream implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final BooleanSupplier isDead;

  private Upstream(Socket socket, BooleanSupplier isDead) throws IOException {
    this.socket = requireNonNull(socket, "socket");
    this.isDead = requireNonNull(isDead, "isDead");
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /**
   * @param isDead whether the other side is known to answer nothing any more: a frozen host keeps
   *     its connections
   */
  static Upstream connect(URI server, BooleanSupplier isDead) throws IOException {
    boolean secure = "https".equals(server.getScheme());
    int usual = secure ? 443 : 80;
    String host = server.getHost();
    int port = server.getPort() < 0 ? usual : server.getPort();
    var plain = new Socket();
    boolean connected = false;
    try {
      plain.connect(
          new InetSocketAddress(InetAddress.getByName(host), port), (int) CONNECTING.toMillis());
      plain.setTcpNoDelay(true);
      keepAlive(plain);
      plain.setSoTimeout((int) LOOK_EVERY.toMillis());
      var upstream = new Upstream(secure ? secured(plain, host, port) : plain, isDead);
      connected = true;
      return upstream;
    } finally {
      if (!connected) {
        plain.close();
      }
    }
  }

  /** A machine that is gone without a word is noticed within a minute, however quiet it is. */
  private static void keepAlive(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 20);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 10);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
    }
  }

  private static Socket secured(Socket plain, String host, int port) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  void send(String head) throws IOException {
    out.write(head.getBytes(ISO_8859_1));
  }

  /** Not buffered: who writes, sends. */
  OutputStream out() {
    return out;
  }

  /**
   * Waits for bytes.
   *
   * @return how many; -1 when the other side has said all
   * @throws IOException if it is dead
   */
  int receive(byte[] into) throws IOException {
    return receive(into, isDead);
  }

  /** The same, with another way to tell. */
  int receive(byte[] into, BooleanSupplier isDead) throws IOException {
    while (true) {
      try {
        return in.read(into);
      } catch (SocketTimeoutException quiet) {
        if (isDead.getAsBoolean()) {
          throw new IOException("the other side is dead", quiet);
        }
      }
    }
  }

  /** Whatever waits for it fails. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
