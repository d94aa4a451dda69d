package dev.agentsessions.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Map;

/** What is told of requests that are not HTTP, or too long to be read as such. */
final class ProtocolProblems implements DirectHandler {
  /** For whatever never reaches the front door. */
  static DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, new ProtocolProblems());
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    ProblemType problem =
        status.code() < Status.INTERNAL_SERVER_ERROR_500.code()
            ? ProblemType.INVALID
            : ProblemType.INTERNAL;
    Answer answer = Problems.answer(problem.because("not a request that can be read"), Map.of());
    SafeHeaders.ALL.forEach((name, value) -> headers.set(HeaderNames.create(name), value));
    headers.set(HeaderNames.CONTENT_TYPE, answer.contentType());
    return TransportResponse.builder()
        .status(Status.create(answer.status()))
        .headers(headers)
        .keepAlive(false)
        .entity(answer.body())
        .build();
  }
}
