package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The body of a request as it comes from its connection. For that connection's thread. */
final class RequestBody implements Body {
  /** As much as is taken in only to be able to say no: more costs the caller the connection. */
  private static final int MAX_DISCARDED = 64 << 20;

  private final ServerRequest request;
  private boolean over;

  RequestBody(ServerRequest request) {
    this.request = requireNonNull(request, "request");
    this.over = !request.content().hasEntity();
  }

  @Override
  public byte[] read(int max) {
    if (over) {
      return new byte[0];
    }
    checkAnnounced(max);
    try {
      InputStream in = request.content().inputStream();
      byte[] bytes = in.readNBytes(max + 1);
      if (bytes.length > max) {
        throw tooLarge(bytes.length, max);
      }
      over = true;
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream stream(long max) {
    if (over) {
      return InputStream.nullInputStream();
    }
    checkAnnounced(max);
    return new FilterInputStream(request.content().inputStream()) {
      @Override
      public int read() throws IOException {
        return noted(super.read());
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return noted(super.read(bytes, offset, length));
      }

      private int noted(int read) {
        over |= read < 0;
        return read;
      }
    };
  }

  private void checkAnnounced(long max) {
    long announced = request.headers().contentLength().orElse(0);
    if (announced > max) {
      throw tooLarge(announced, max);
    }
  }

  /**
   * Reads on to the end, so that a refusal can be read by a caller who is still sending.
   *
   * @return whether the end was reached: if not, the connection is of no more use
   */
  boolean discard() {
    if (over) {
      return true;
    }
    boolean waitsToSend = request.headers().contains(HeaderNames.EXPECT);
    if (waitsToSend || request.headers().contentLength().orElse(0) > MAX_DISCARDED) {
      return false;
    }
    try {
      InputStream in = request.content().inputStream();
      long skipped = in.skip(MAX_DISCARDED);
      return skipped < MAX_DISCARDED;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static SessionException tooLarge(long bytes, long max) {
    return new SessionException.TooLarge("the body", bytes, max);
  }
}
