package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Outgoing.Close;
import dev.agentsessions.http.internal.CloseCode;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import java.time.Duration;
import java.util.Optional;

/**
 * What comes after the last byte of an epoch: the exit once it is stored, then a close that says
 * whether it is worth coming back. For the writer's thread.
 */
final class TerminalEnd {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Attachment attachment;
  private final TerminalOutput output;
  private final Mailbox mailbox;
  private final TimedFrames frames;
  private boolean told;

  TerminalEnd(Attachment attachment, TerminalOutput output, Mailbox mailbox, TimedFrames frames) {
    this.attachment = requireNonNull(attachment, "attachment");
    this.output = requireNonNull(output, "output");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.frames = requireNonNull(frames, "frames");
  }

  /** Waits a while for the next thing to become known; how to close once all is. */
  Optional<Close> next() throws InterruptedException {
    Optional<Worker> now =
        told ? attachment.worker() : attachment.awaitEnd(output.epoch(), LOOK_EVERY);
    if (now.isEmpty() || now.get().desired().goal() == Goal.DELETE) {
      return Optional.of(new Close(CloseCode.GONE, "the worker was deleted"));
    }
    Worker worker = now.get();
    if (told) {
      return then(worker);
    }
    if (worker.observed().epoch() > output.epoch()) {
      tell(attachment.exitOf(output.epoch())); // the next process was quicker than this client
      told = true;
    } else if (worker.observed().epoch() == output.epoch() && worker.observed().state().isOver()) {
      tell(worker.observed().exit());
      told = true;
    }
    return Optional.empty();
  }

  /** Who was ended because its session failed does not know why; whoever watches should. */
  private void tell(Optional<WorkerExit> exit) {
    Optional<String> failure = attachment.session().flatMap(session -> session.status().failure());
    failure.ifPresent(why -> frames.say(TerminalText.notice("the session failed: " + why)));
    frames.say(TerminalText.exit(exit.orElse(WorkerExit.unseen(Cause.UNEXPECTED))));
  }

  private Optional<Close> then(Worker worker) throws InterruptedException {
    if (output.newestEpoch() > output.epoch()) {
      return Optional.of(new Close(CloseCode.RESTARTED, "the worker was restarted"));
    }
    boolean restarts =
        worker.desired().goal() == Goal.RUN && worker.desired().epoch() > output.epoch();
    boolean rests = attachment.session().filter(session -> session.state().isResting()).isPresent();
    if (!restarts || rests) {
      return Optional.of(new Close(CloseCode.FINAL, "the process has ended"));
    }
    mailbox.await(Long.MAX_VALUE, LOOK_EVERY);
    return Optional.empty();
  }
}
