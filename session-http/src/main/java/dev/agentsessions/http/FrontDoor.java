package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Admission.Arrived;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every request enters: it is let in, handled, and answered, whatever happens. */
final class FrontDoor implements Handler {
  private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);

  private final Admission admission;
  private final Forwarding forwarding;
  private final Tunnel.Keeping keeping;
  private final Problems problems;
  private final RequestMetrics metrics;
  private final Idempotency idempotency;

  @Inject
  FrontDoor(
      Admission admission,
      Forwarding forwarding,
      Tunnel.Keeping keeping,
      Problems problems,
      RequestMetrics metrics,
      Idempotency idempotency) {
    this.admission = requireNonNull(admission, "admission");
    this.forwarding = requireNonNull(forwarding, "forwarding");
    this.keeping = requireNonNull(keeping, "keeping");
    this.problems = requireNonNull(problems, "problems");
    this.metrics = requireNonNull(metrics, "metrics");
    this.idempotency = requireNonNull(idempotency, "idempotency");
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    RequestMetrics.Running running = metrics.begin();
    var body = new RequestBody(request);
    Outcome outcome = outcome(request, body, running);
    switch (outcome) {
      case Answer answer -> {
        boolean last = !body.discard() || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
        if (last) {
          response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(answer, request, response);
        running.answered(answer.status());
        if (last) {
          // Helidon says that it closes, and goes on reading.
          throw new CloseConnectionException("no more requests");
        }
      }
      case Feed feed -> {
        running.answered(feed.status());
        if (!feed.takesBody()) {
          var unused = body.discard();
        }
        run(feed, request, response);
      }
    }
  }

  private Outcome outcome(ServerRequest request, Body body, RequestMetrics.Running running) {
    try {
      String name = request.prologue().method().text();
      if (name.equals("OPTIONS")) {
        String allowed = admission.allowed(request.prologue(), request.headers());
        return Answer.empty(204).with("Allow", allowed);
      }
      Arrived arrived =
          admission.arrive(method(name, request), request.prologue(), request.headers());
      running.isFor(arrived.endpoint());
      Optional<Forwarding.Way> elsewhere = elsewhere(arrived);
      return elsewhere.isPresent()
          ? new Forward(arrived, body, elsewhere.get(), keeping)
          : idempotency.handle(admission.admit(arrived, body));
    } catch (Exception e) {
      return problems.answer(e);
    }
  }

  /** An upgrade that comes here was refused, also that of one elsewhere. */
  private Optional<Forwarding.Way> elsewhere(Arrived arrived) throws InterruptedException {
    if (arrived.endpoint().handler() instanceof TerminalDoor door) {
      var unused = door.check(arrived.headers());
      forwarding.check(arrived);
      return Optional.empty();
    }
    return forwarding.of(arrived);
  }

  /** HEAD is GET whose body is not sent. */
  private Method method(String name, ServerRequest request) {
    if (name.equals("HEAD")) {
      return Method.GET;
    }
    try {
      return Method.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw Router.notThatMethod(admission.allowed(request.prologue(), request.headers()));
    }
  }

  private static boolean isHead(ServerRequest request) {
    return request.prologue().method().text().equals("HEAD");
  }

  private static void send(Answer answer, ServerRequest request, ServerResponse response) {
    response.status(Status.create(answer.status()));
    SafeHeaders.addTo(response);
    answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    if (answer.contentType().isEmpty()) {
      response.send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    if (isHead(request)) {
      response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(answer.body().length));
      response.send();
    } else {
      response.send(answer.body());
    }
  }

  private void run(Feed feed, ServerRequest request, ServerResponse response) {
    Wire wire = response.sink(Wire.TYPE);
    if (isHead(request)) {
      wire.endWithHead();
    }
    try {
      feed.run(wire);
    } catch (UncheckedIOException e) {
      log.debug("a stream's client is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      problems.answer(e); // for the log: the client sees the stream end, and comes back
    } finally {
      wire.close();
    }
    throw new CloseConnectionException("the stream is over");
  }
}
