package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Admission.Arrived;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.Problem;
import io.helidon.http.Status;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** A call that is made at another server, and its answer as it comes from there. */
final class Forward implements Feed {
  private final Arrived arrived;
  private final Body body;
  private final Forwarding.Way way;
  private final Tunnel.Keeping keeping;

  Forward(Arrived arrived, Body body, Forwarding.Way way, Tunnel.Keeping keeping) {
    this.arrived = requireNonNull(arrived, "arrived");
    this.body = requireNonNull(body, "body");
    this.way = requireNonNull(way, "way");
    this.keeping = requireNonNull(keeping, "keeping");
  }

  @Override
  public boolean takesBody() {
    return true;
  }

  @Override
  public void run(Wire wire) throws InterruptedException {
    var tunnel = new Tunnel(way, arrived.credentials(), keeping);
    if (!tunnel.run(wire, this::send, keeping.patience().goodbye())) {
      Problem problem = unanswered();
      wire.begin(
          Status.create(problem.status()), Map.of("Content-Type", "application/problem+json"));
      wire.emit(ApiJson.write(problem));
    }
  }

  /** What reads can be asked again; what changes something may have been done. */
  private Problem unanswered() {
    return arrived.endpoint().method() == Method.GET
        ? ProblemType.UNAVAILABLE.because("nobody answered for the session")
        : ProblemType.OUTCOME_UNKNOWN.because("nobody answered for the session");
  }

  private void send(OutputStream upstream) throws IOException {
    way.send(ForwardedHead.of(arrived, way.to()));
    InputStream content = body.stream(Long.MAX_VALUE);
    if (ForwardedHead.isChunked(arrived)) {
      var chunks = new Chunks(upstream);
      content.transferTo(new Noted(chunks));
      chunks.finish();
    } else {
      content.transferTo(new Noted(upstream));
    }
    if (arrived.endpoint().method() != Method.GET) {
      keeping.worked(way.to());
    }
  }

  /** What passes is of use. */
  private final class Noted extends FilterOutputStream {
    Noted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      keeping.passed(way.to());
    }
  }

  /** Each write is a chunk. */
  private static final class Chunks extends FilterOutputStream {
    Chunks(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        out.write((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII));
        out.write(bytes, offset, length);
        out.write("\r\n".getBytes(US_ASCII));
      }
    }

    void finish() throws IOException {
      out.write("0\r\n\r\n".getBytes(UTF_8));
    }
  }
}
