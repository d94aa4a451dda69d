package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Outgoing.Close;
import dev.agentsessions.http.internal.CloseCode;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.worker.Worker;
import java.time.Duration;
import java.util.Optional;

/**
 * What a terminal's writer does: reads the log at the client's pace, and sends in between what
 * others left in the mailbox. Blocks on its own socket and on nobody else. For the writer's thread.
 */
final class TerminalWriter {
  /** A client that acknowledges gets no more ahead than this, in bytes. */
  static final long WINDOW = 1 << 20;

  private static final Duration BRIEF = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(50);

  private final Viewer viewer;
  private final Attachment attachment;
  private final Mailbox mailbox;
  private final boolean acknowledges;
  private final TerminalOutput output;
  private final TimedFrames frames;
  private final Patience patience;
  private final TerminalEnd ending;
  private boolean opened;
  private boolean ended;
  private long pingAt;

  TerminalWriter(
      Viewer viewer,
      boolean acknowledges,
      TerminalOutput output,
      TimedFrames frames,
      Patience patience) {
    this.viewer = requireNonNull(viewer, "viewer");
    this.attachment = viewer.attachment();
    this.mailbox = viewer.mailbox();
    this.acknowledges = acknowledges;
    this.output = requireNonNull(output, "output");
    this.frames = requireNonNull(frames, "frames");
    this.patience = requireNonNull(patience, "patience");
    this.ending = new TerminalEnd(attachment, output, mailbox, frames);
    this.pingAt = System.nanoTime() + patience.ping().toNanos();
  }

  /**
   * Serves the client until there is a reason to close.
   *
   * @throws java.io.UncheckedIOException if the connection breaks or is cut
   */
  Close serve() throws InterruptedException {
    viewer.sent(output.offset());
    mailbox.acknowledge(output.offset());
    while (true) {
      Optional<Close> close = mailbox.isEmpty(output.offset()) ? Optional.empty() : sendMail();
      if (close.isEmpty()) {
        close = keepAlive();
      }
      if (close.isEmpty()) {
        // More after the end: the worker was started again in the epoch in which its host had died.
        ended = ended && output.offset() >= output.bounds().end();
        close = ended ? ending.next() : follow();
      }
      if (close.isPresent()) {
        return close.get();
      }
    }
  }

  /** One step: a frame, or whatever else there is to say or to wait for. */
  private Optional<Close> follow() throws InterruptedException {
    long room = Math.min(room(), mailbox.nextSize() - output.offset());
    if (room <= 0 && output.offset() < output.bounds().end()) {
      mailbox.await(output.offset() - WINDOW, untilPing());
      return Optional.empty();
    }
    if (room > 0 && output.send(room)) {
      return Optional.empty();
    }
    return opened ? atEnd() : awaitOpening();
  }

  private long room() {
    return acknowledges ? WINDOW - (output.offset() - mailbox.acknowledged()) : Long.MAX_VALUE >> 1;
  }

  /** Everything that was printed is sent, or is no longer kept. */
  private Optional<Close> atEnd() {
    OutputBounds bounds = output.bounds();
    if (output.offset() < bounds.base()) {
      frames.say(TerminalText.gap(output.offset(), bounds.base()));
      goOnAt(bounds.base());
    } else if (output.offset() >= bounds.end()) {
      if (bounds.open()) {
        sayCaughtUp();
        awaitMore();
      } else {
        end();
      }
    }
    return Optional.empty();
  }

  /** Nobody can show what is missing, so nobody has to acknowledge it. */
  private void goOnAt(long offset) {
    output.skipTo(offset);
    mailbox.acknowledge(offset);
  }

  private void end() {
    sayCaughtUp();
    ended = true;
  }

  private void sayCaughtUp() {
    if (!viewer.isCaughtUp()) {
      viewer.caughtUp(); // first: who is told may type at once
      frames.say(TerminalText.caughtUp(output.offset()));
    }
  }

  /**
   * Waits without a timer, which would cost two wake-ups of the timers' thread for each key that is
   * echoed. A large buffer is kept over a pause, and given back in a silence.
   */
  private void awaitMore() {
    frames.wakeIn(frames.isLarge() ? min(BRIEF, untilPing()) : untilPing());
    long start = System.nanoTime();
    mailbox.awaitElsewhere(
        () -> attachment.output().awaitMore(output.cursor(), OutputLog.HOWEVER_LONG));
    if (System.nanoTime() - start >= BRIEF.toNanos()) {
      frames.shrink();
    }
  }

  /**
   * Nothing was ever printed. What is typed into a terminal that is about to open would be lost, so
   * the client is not yet told that it has caught up.
   */
  private Optional<Close> awaitOpening() throws InterruptedException {
    opened = output.isOpened();
    if (opened) {
      return Optional.empty();
    }
    Optional<Worker> worker = attachment.awaitEnd(output.epoch() - 1, min(BRIEF, untilPing()));
    opened = output.isOpened();
    if (opened) {
      return Optional.empty();
    }
    if (worker.isEmpty() || isOver(worker.get())) {
      end();
    } else {
      mailbox.await(Long.MAX_VALUE, SOON);
    }
    return Optional.empty();
  }

  private Optional<Close> sendMail() {
    for (Outgoing message : mailbox.takeAll(output.offset())) {
      switch (message) {
        case Outgoing.Say say -> frames.say(say.text());
        case Outgoing.Pong pong -> frames.pong(pong.payload());
        case Close close -> {
          return Optional.of(close);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Close> keepAlive() {
    long now = System.nanoTime();
    if (now - pingAt < 0) {
      return Optional.empty();
    }
    if (viewer.silence() > patience.silence().toNanos()) {
      return Optional.of(new Close(CloseCode.GOING_AWAY, "nothing was heard for too long"));
    }
    frames.ping();
    pingAt = now + patience.ping().toNanos();
    return processIsGone();
  }

  /** A log stays open when nobody saw its process end. */
  private Optional<Close> processIsGone() {
    Optional<Worker> worker = attachment.worker();
    if (worker.isEmpty()) {
      return Optional.of(new Close(CloseCode.GONE, "the worker was deleted"));
    }
    if (opened && isOver(worker.get()) && output.offset() >= output.bounds().end()) {
      end();
    }
    return Optional.empty();
  }

  private boolean isOver(Worker worker) {
    long epoch = worker.observed().epoch();
    return epoch > output.epoch()
        || (epoch == output.epoch() && worker.observed().state().isOver());
  }

  private Duration untilPing() {
    return Duration.ofNanos(Math.max(1, pingAt - System.nanoTime()));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
