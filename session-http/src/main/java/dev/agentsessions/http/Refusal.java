package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** What HTTP itself refuses, before any operation is asked. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final ProblemType type;
  private final String detail;
  private final transient Map<String, String> headers;

  Refusal(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /**
   * @param headers that the answer has to have
   */
  Refusal(ProblemType type, String detail, Map<String, String> headers) {
    super(detail);
    this.type = requireNonNull(type, "type");
    this.detail = detail;
    this.headers = Map.copyOf(headers);
  }

  ProblemType type() {
    return type;
  }

  String detail() {
    return detail;
  }

  Map<String, String> headers() {
    return headers;
  }
}
