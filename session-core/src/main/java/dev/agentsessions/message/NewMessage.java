package dev.agentsessions.message;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something to say, which has no place yet.
 *
 * @param text not blank, up to {@link #MAX_BYTES} of UTF-8
 * @param state QUEUED, or DELIVERED if nobody has to be told
 * @param clientId the sender's own name for it, 1..200 characters: said twice by one sender, it is
 *     one message
 */
public record NewMessage(
    MessageId id,
    MessageRole role,
    String text,
    Instant at,
    String sender,
    WorkerId worker,
    MessageState state,
    Optional<String> clientId) {
  /** With the Enter after it, it is one input of 1 MiB. */
  public static final int MAX_BYTES = (1 << 20) - 1;

  private static final int MAX_CLIENT_ID = 200;

  public NewMessage {
    requireNonNull(id, "id");
    requireNonNull(role, "role");
    checkText(text);
    requireNonNull(at, "at");
    requireNonNull(sender, "sender");
    requireNonNull(worker, "worker");
    checkArgument(state != MessageState.FAILED, "a new message has not failed: %s", id);
    clientId.ifPresent(NewMessage::checkClientId);
  }

  /** What may be said. */
  public static void checkText(String text) {
    Invalid.check(!text.isBlank(), "text", "must not be blank");
    int bytes = text.getBytes(UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new TooLarge("text", bytes, MAX_BYTES);
    }
  }

  /** By what a sender may call it. */
  public static void checkClientId(String name) {
    Invalid.check(
        !name.isBlank() && name.length() <= MAX_CLIENT_ID,
        "clientId",
        "must have 1..200 characters");
  }

  /** As it is stored, at its place in a session. */
  public Message stored(SessionId session, long seq) {
    return new Message(session, seq, id, role, text, at, sender, worker, state);
  }

  /** Without what was said: logs must not hold it (T-06). */
  @Override
  public String toString() {
    return "message " + id + " to " + worker;
  }
}
