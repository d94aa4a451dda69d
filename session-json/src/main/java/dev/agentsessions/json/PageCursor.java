package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.task.TaskCursor;
import dev.agentsessions.task.TaskId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.function.BiFunction;

/** A place in a list as callers carry it: opaque, safe in addresses. */
final class PageCursor {
  private PageCursor() {}

  static String write(SessionCursor cursor) {
    return write(cursor.createdAt(), cursor.id().value());
  }

  static SessionCursor readSession(String text) {
    return read(text, (at, id) -> new SessionCursor(at, new SessionId(id)));
  }

  static String write(TaskCursor cursor) {
    return write(cursor.createdAt(), cursor.id().value());
  }

  static TaskCursor readTask(String text) {
    return read(text, (at, id) -> new TaskCursor(at, new TaskId(id)));
  }

  private static String write(Instant createdAt, String id) {
    String text = createdAt + " " + id;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static <C> C read(String text, BiFunction<Instant, String, C> cursor) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
      Invalid.check(parts.length == 2, "cursor", "is not one that a list answered");
      return cursor.apply(Instant.parse(parts[0]), parts[1]);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Invalid("cursor", "is not one that a list answered");
    }
  }
}
