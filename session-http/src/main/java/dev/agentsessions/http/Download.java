package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import io.helidon.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Bytes that are told as they are read, however many: none of them wait in memory. A client knows
 * when it was cut off, by the length that was told first or by the last chunk that did not come.
 */
final class Download implements Feed {
  /** What there is to tell. */
  interface Content extends AutoCloseable {
    void writeTo(OutputStream to) throws IOException;

    @Override
    default void close() {}
  }

  private final Status status;
  private final Map<String, String> headers;
  private final Content content;
  private final Downloads.Way way;

  /**
   * @param headers without a length if nobody knows it
   * @param content is closed by this
   */
  Download(Status status, Map<String, String> headers, Content content, Downloads.Way way) {
    this.status = requireNonNull(status, "status");
    this.headers = Map.copyOf(headers);
    this.content = requireNonNull(content, "content");
    this.way = requireNonNull(way, "way");
  }

  @Override
  public int status() {
    return status.code();
  }

  @Override
  public void run(Wire wire) {
    var socket = wire.connection().serverSocket();
    Lifeline lifeline = way.lifelines().add(socket, way.credentials(), socket::close);
    try (content) {
      wire.begin(status, headers);
      if (!wire.endsWithHead()) {
        var pieces =
            new Pieces(
                wire, lifeline, way.patience().stall(), !headers.containsKey("Content-Length"));
        content.writeTo(pieces);
        pieces.finish();
      }
    } catch (IOException e) {
      throw new IllegalStateException("it could not be read to its end", e);
    } finally {
      way.lifelines().remove(lifeline);
    }
  }
}
