package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Outgoing.Close;
import dev.agentsessions.http.internal.CloseCode;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.operation.Attachment;
import io.micrometer.core.instrument.Counter;

/** One client at a terminal: what its reader and its writer share. Thread-safe. */
final class Viewer implements Lifeline.Holder {
  private final Attachment attachment;
  private final Credentials credentials;
  private final Counter sentBytes;
  private final Mailbox mailbox = new Mailbox();
  private volatile long heardAt = System.nanoTime();
  private volatile long sent;
  private volatile boolean caughtUp;

  Viewer(Attachment attachment, Credentials credentials, Counter sentBytes) {
    this.attachment = requireNonNull(attachment, "attachment");
    this.credentials = requireNonNull(credentials, "credentials");
    this.sentBytes = requireNonNull(sentBytes, "sentBytes");
  }

  Attachment attachment() {
    return attachment;
  }

  /** By which the client came in. */
  Credentials credentials() {
    return credentials;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  @Override
  public void end() {
    mailbox.close(new Close(CloseCode.GOING_AWAY, "the server closes"));
  }

  @Override
  public void expelled() {
    mailbox.close(new Close(CloseCode.POLICY, "the credential holds no longer"));
  }

  @Override
  public void wake() {
    mailbox.nudge();
  }

  /** The client said something just now. */
  void heard() {
    heardAt = System.nanoTime();
  }

  /** Nanoseconds since the client said something. */
  long silence() {
    return System.nanoTime() - heardAt;
  }

  /** Offset of the byte after the last one sent. */
  long sent() {
    return sent;
  }

  void sent(long end) {
    sent = end;
  }

  /** So much output went out to it. */
  void count(int bytes) {
    sentBytes.increment(bytes);
  }

  /** Whether what it types reaches the worker: before that, it may be answering a replay. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  void caughtUp() {
    caughtUp = true;
  }
}
