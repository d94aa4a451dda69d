package dev.agentsessions.http;

import dev.agentsessions.json.Problem;
import java.util.Locale;

/** Every kind of refusal; its {@code type} is {@code /problems/} and its name in kebab case. */
enum ProblemType {
  INVALID(400, "A value has the wrong form"),
  UNAUTHENTICATED(401, "Who are you"),
  DENIED(403, "Not allowed"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Not that method"),
  ALREADY_EXISTS(409, "Taken"),
  NOT_EMPTY(409, "Not empty"),
  FIXED(409, "Not to be changed"),
  ILLEGAL_TRANSITION(409, "Not in this phase"),
  WRONG_PHASE(409, "Not in this phase"),
  WRONG_STATE(409, "Not in this state"),
  PROTECTED_BRANCH(409, "A protected branch"),
  MERGE_CONFLICT(409, "Changed on both sides"),
  IDEMPOTENCY_KEY_REUSED(409, "The key is another request's"),
  REQUEST_UNDERWAY(409, "Under way"),
  ANSWER_NOT_KEPT(409, "Done before"),
  STALE(409, "Changed since it was read"),
  GONE(410, "No longer kept"),
  TOO_LARGE(413, "Too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Not that content type"),
  RANGE_NOT_SATISFIABLE(416, "Not so many bytes"),
  UNSATISFIED(422, "The world disagrees"),
  UPGRADE_REQUIRED(426, "A WebSocket"),
  LIMIT_REACHED(429, "A limit is reached"),
  INTERNAL(500, "Our fault"),
  REMOTE_FAILED(502, "The remote failed"),
  UNAVAILABLE(503, "Not now"),
  STALE_FENCE(503, "The session has a new owner"),
  OUTCOME_UNKNOWN(504, "Outcome unknown");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Problem because(String detail) {
    return new Problem(kebab(), title, status, detail);
  }
}
