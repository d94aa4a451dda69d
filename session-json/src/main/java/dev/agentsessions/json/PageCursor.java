package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** A place in a list as callers carry it: opaque, safe in addresses. */
final class PageCursor {
  private PageCursor() {}

  static String write(SessionCursor cursor) {
    String text = cursor.createdAt() + " " + cursor.id();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  static SessionCursor read(String text) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
      Invalid.check(parts.length == 2, "cursor", "is not one that a list answered");
      return new SessionCursor(Instant.parse(parts[0]), new SessionId(parts[1]));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Invalid("cursor", "is not one that a list answered");
    }
  }
}
