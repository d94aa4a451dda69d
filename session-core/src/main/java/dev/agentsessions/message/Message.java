package dev.agentsessions.message;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerId;
import java.time.Instant;

/**
 * Something that was said in a session, as stored (M-01).
 *
 * @param seq of the event that told of it: grows with every message of a session, with gaps, and
 *     goes on when another session has this id later
 * @param sender the caller's id
 * @param worker whom it is for; of what an agent says by itself, the agent's own
 */
public record Message(
    SessionId session,
    long seq,
    MessageId id,
    MessageRole role,
    String text,
    Instant at,
    String sender,
    WorkerId worker,
    MessageState state) {
  public Message {
    requireNonNull(session, "session");
    checkArgument(seq > 0, "places start at 1: %s", seq);
    requireNonNull(id, "id");
    requireNonNull(role, "role");
    requireNonNull(text, "text");
    requireNonNull(at, "at");
    requireNonNull(sender, "sender");
    requireNonNull(worker, "worker");
    requireNonNull(state, "state");
  }

  /** The same, of which something has become. */
  public Message in(MessageState next) {
    return new Message(session, seq, id, role, text, at, sender, worker, next);
  }

  /** Without what was said: logs must not hold it (T-06). */
  @Override
  public String toString() {
    return "message " + id + " of " + session + " to " + worker + ", " + state;
  }
}
