package dev.agentsessions.message;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * What is said in sessions, kept until its session is gone. Each message and each change of one is
 * an event in the same transaction (M-02). Safe for many threads and processes. Passes {@code
 * MessageStoreContract}.
 *
 * <p>Every method may throw {@link SessionException.Unavailable}: nothing happened; a write may
 * throw {@link SessionException.OutcomeUnknown}: read back, then decide.
 */
public interface MessageStore {
  /** Messages of one session that wait; one more is refused. */
  int MAX_QUEUED = 1000;

  /** Bytes of text after which a page ends; whatever the page's first message has. */
  int PAGE_BYTES = 2 << 20;

  /**
   * Adds a message after all others of its session, and counts it as one and as activity (S-26).
   *
   * @return the message as stored; the earlier one, as it is now, if the sender has said the same
   *     by the same client id
   * @throws SessionException.NotFound if there is no such session, or it is deleted
   * @throws SessionException.AlreadyExists if the sender said something else by that {@code
   *     clientId}
   * @throws SessionException.LimitReached if {@link #MAX_QUEUED} messages wait
   */
  Message add(Session session, NewMessage message);

  /**
   * Messages in the order in which they were added: as many as there are, as are asked for, and as
   * fit into {@link #PAGE_BYTES}, but one at least if there is one.
   *
   * @param after {@link Message#seq} to go on after; 0: from the first
   * @param max at least 1
   */
  List<Message> read(SessionId session, long after, int max);

  /** Of each worker that messages wait for, the first of them; in order. */
  List<Message> queued(SessionId session);

  /**
   * Says what became of a message that waits, by the session's owner. Nothing happens if that was
   * said before.
   *
   * @param owned as its owner read it
   * @param to DELIVERED or FAILED
   * @param reason why it failed, for people
   * @throws SessionException.StaleFence if somebody else owns the session now
   * @throws SessionException.NotFound if there is no such session
   */
  void settle(Session owned, Message message, MessageState to, Optional<String> reason);
}
