package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.operation.Target;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.task.TaskId;
import dev.agentsessions.worker.WorkerId;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that was let in.
 *
 * @param credentials by which the caller came in
 * @param path what the names in the route stand for
 * @param body within the endpoint's limit
 * @param content what is not read yet, where the endpoint takes a stream
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
record Call(
    Caller caller,
    Credentials credentials,
    Map<String, String> path,
    Query query,
    Headers headers,
    byte[] body,
    Body content) {
  private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

  Call {
    requireNonNull(caller, "caller");
    requireNonNull(credentials, "credentials");
    path = Map.copyOf(path);
    requireNonNull(query, "query");
    requireNonNull(headers, "headers");
    requireNonNull(body, "body");
    requireNonNull(content, "content");
  }

  ProjectId project() {
    return parsed("project", ProjectId::new);
  }

  SessionRef session() {
    return SessionRef.parse(text("session"));
  }

  WorkerId worker() {
    return parsed("worker", WorkerId::new);
  }

  TaskId task() {
    return parsed("task", TaskId::new);
  }

  /** The session, and the version that the caller read (If-Match). */
  Target target() {
    return new Target(session(), version());
  }

  String text(String name) {
    return requireNonNull(path.get(name), name);
  }

  Optional<String> header(HeaderName name) {
    return headers.first(name);
  }

  /** The version that the caller read (If-Match). */
  OptionalLong version() {
    Optional<String> tag = header(HeaderNames.IF_MATCH).filter(value -> !value.equals("*"));
    if (tag.isEmpty()) {
      return OptionalLong.empty();
    }
    Matcher version = ETAG.matcher(tag.get());
    Invalid.check(version.matches(), "If-Match", "must be one ETag as the session had it");
    return OptionalLong.of(Long.parseLong(version.group(1)));
  }

  /** A part of the path in the form that a type wants. */
  <T> T parsed(String name, Function<String, T> form) {
    try {
      return form.apply(text(name));
    } catch (IllegalArgumentException e) {
      throw new Invalid(name, "is wrong: " + e.getMessage());
    }
  }

  /** Without headers and body, which hold secrets. */
  @Override
  public String toString() {
    return "Call[" + caller.id() + ", " + path + "]";
  }
}
