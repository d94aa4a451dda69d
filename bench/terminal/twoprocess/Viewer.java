package dev.agentsessions.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.agentsessions.pty.log.Doorbell;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;

/**
 * The other half: reads the log that another process writes and sends it to a WebSocket. Threads
 * are as in the real host: one that reads what the owner says, and for each client a reader and a
 * writer. Arguments: a port, the owner's data directory.
 */
public final class Viewer {
  private static final Duration HOWEVER_LONG = Duration.ofSeconds(Long.MAX_VALUE);
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int HEADER = 4;
  private static final int MOST = 65_535;

  private final Path folder;
  private final Socket client;
  private final SocketChannel owner;
  private final Doorbell doorbell = new Doorbell();
  private volatile long end;
  private volatile boolean closed;

  private Viewer(Path folder, Socket client, SocketChannel owner) {
    this.folder = folder;
    this.client = client;
    this.owner = owner;
  }

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[1]);
    try (ServerSocket server =
        new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getByName("127.0.0.1"))) {
      System.out.println("ready");
      for (int number = 1; ; number++) {
        Path folder = data.resolve("output/experiment/terminal-" + number + "/1");
        try (Socket client = server.accept();
            SocketChannel owner =
                SocketChannel.open(UnixDomainSocketAddress.of(data.resolve("s")))) {
          client.setTcpNoDelay(true);
          new Viewer(folder, client, owner).serve();
        }
      }
    }
  }

  private void serve() throws Exception {
    shakeHands();
    Thread listening = Thread.ofVirtual().start(this::listen);
    Thread writing = Thread.ofVirtual().start(this::write);
    Thread.ofVirtual().start(this::type).join();
    closed = true;
    doorbell.ring();
    writing.join();
    owner.close();
    listening.join();
  }

  /** Hears from the owner how far the log is. */
  private void listen() {
    ByteBuffer advanced = ByteBuffer.allocateDirect(Long.BYTES);
    try {
      while (owner.read(advanced) >= 0) {
        if (!advanced.hasRemaining()) {
          end = advanced.flip().getLong();
          advanced.clear();
          doorbell.ring();
        }
      }
    } catch (IOException e) {
      closed = true; // the other side is gone
    }
  }

  private void write() {
    byte[] frame = new byte[HEADER + MOST];
    ByteBuffer payload = ByteBuffer.wrap(frame, HEADER, MOST).slice();
    long offset = 0;
    try {
      OutputStream out = client.getOutputStream();
      while (!closed) {
        if (offset == end) {
          long known = offset;
          ask('W', known);
          doorbell.await(() -> end > known || closed, HOWEVER_LONG);
        }
        payload.clear().putLong(offset);
        offset += read(offset, end, payload);
        send(out, frame, payload.position());
      }
    } catch (IOException | InterruptedException e) {
      closed = true;
    }
  }

  private FileChannel segment;
  private long first;

  /** A segment ends where the next one begins. */
  private int read(long from, long until, ByteBuffer into) throws IOException {
    into.limit((int) Math.min(into.capacity(), into.position() + until - from));
    int read = segment == null ? -1 : segment.read(into, from - first);
    if (read < 0 && from < until) {
      if (segment != null) {
        segment.close();
      }
      first = from;
      segment = FileChannel.open(folder.resolve("%020d.log".formatted(from)));
      read = segment.read(into, 0);
    }
    return Math.max(0, read);
  }

  private static void send(OutputStream out, byte[] frame, int length) throws IOException {
    int start = length < 126 ? HEADER - 2 : HEADER - 4;
    frame[start] = (byte) 0x82;
    if (length < 126) {
      frame[start + 1] = (byte) length;
    } else {
      frame[start + 1] = 126;
      frame[start + 2] = (byte) (length >>> 8);
      frame[start + 3] = (byte) length;
    }
    out.write(frame, start, HEADER - start + length);
  }

  /** Reads what the client types, byte by byte: frames of up to 125 bytes, which is enough here. */
  private void type() {
    try {
      InputStream in = client.getInputStream();
      byte[] frame = new byte[6];
      while (in.readNBytes(frame, 0, 6) == 6) {
        byte[] typed = in.readNBytes(frame[1] & 0x7f);
        if ((frame[0] & 0xf) == 8) {
          return;
        }
        for (int i = 0; i < typed.length; i++) {
          ask('I', typed[i] ^ frame[2 + i % 4]);
        }
      }
    } catch (IOException e) {
      closed = true;
    }
  }

  private synchronized void ask(char request, long detail) throws IOException {
    owner.write(ByteBuffer.allocate(1 + Long.BYTES).put((byte) request).putLong(detail).flip());
  }

  private void shakeHands() throws Exception {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      int next = client.getInputStream().read();
      if (next < 0) {
        throw new EOFException("no handshake");
      }
      request.append((char) next);
    }
    String key = request.toString().split("Sec-WebSocket-Key: ")[1].split("\r\n")[0];
    byte[] proof = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(proof)
            + "\r\n\r\n";
    client.getOutputStream().write(answer.getBytes(ISO_8859_1));
  }
}
