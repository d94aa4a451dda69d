package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Outgoing.Close;
import dev.agentsessions.http.internal.CloseCode;
import dev.agentsessions.http.internal.FrameReader;
import dev.agentsessions.http.internal.FrameWriter;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Worker;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that became a terminal's socket. Its thread listens; a thread of its own writes, and
 * nobody else does.
 */
final class TerminalConnection implements ServerConnection {
  private static final Logger log = LoggerFactory.getLogger(TerminalConnection.class);

  private static final Close MISTAKE = new Close(CloseCode.FAULT, "the server made a mistake");

  private final ConnectionContext connection;
  private final TerminalOpening opening;
  private final Viewer viewer;
  private final TerminalHall hall;

  TerminalConnection(
      ConnectionContext connection, TerminalOpening opening, Viewer viewer, TerminalHall hall) {
    this.connection = requireNonNull(connection, "connection");
    this.opening = requireNonNull(opening, "opening");
    this.viewer = requireNonNull(viewer, "viewer");
    this.hall = requireNonNull(hall, "hall");
  }

  /** Returns when both threads have ended and the connection may be closed. */
  @Override
  public void handle(Limit limit) throws InterruptedException {
    Lifeline lifeline = hall.enter(viewer, connection.serverSocket());
    Thread writer =
        Thread.ofVirtual()
            .name("terminal-" + viewer.attachment().ref())
            .start(() -> write(lifeline));
    try {
      read();
      writer.join();
    } finally {
      viewer.attachment().leave();
      hall.leave(lifeline);
    }
  }

  /** A quiet terminal is not an idle connection: its own pings tell. */
  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    viewer.end();
  }

  private void read() throws InterruptedException {
    var reader = new TerminalReader(new FrameReader(connection.dataReader()), viewer);
    Close answer = MISTAKE;
    try {
      answer = reader.listen();
    } catch (DataReader.InsufficientDataAvailableException
        | ServerConnectionException
        | UncheckedIOException e) {
      // The client is gone, or the writer has cut the connection: there is nobody to answer.
      connection.serverSocket().close();
    } catch (RuntimeException e) {
      log.error("a terminal's reader failed", e);
    } finally {
      viewer.mailbox().close(answer);
    }
  }

  private void write(Lifeline lifeline) {
    var frames =
        new TimedFrames(new FrameWriter(connection.dataWriter()), lifeline, hall.patience());
    try {
      Close close = serve(frames);
      frames.close(close.code(), close.reason());
    } catch (UncheckedIOException e) {
      log.debug("a terminal's client is gone", e);
      lifeline.cut();
    } catch (InterruptedException e) {
      lifeline.cut();
    } finally {
      viewer.mailbox().abandon();
    }
  }

  private Close serve(TimedFrames frames) throws InterruptedException {
    try {
      return attached(frames);
    } catch (SessionException e) {
      log.warn("a terminal cannot be followed: {}", e.getMessage());
      return new Close(CloseCode.FAULT, Problems.of(e).title());
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("a terminal's writer failed", e);
      return MISTAKE;
    }
  }

  private Close attached(TimedFrames frames) throws InterruptedException {
    Optional<Worker> worker = viewer.attachment().worker();
    if (worker.isEmpty()) {
      return new Close(CloseCode.GONE, "the worker was deleted");
    }
    TerminalPlace place =
        TerminalPlace.of(
            viewer.attachment().output(), viewer.attachment().ref(), worker.get(), opening.place());
    viewer
        .attachment()
        .join(place.bounds().epoch(), worker.get().size(), viewer.mailbox()::resized);
    frames.say(
        TerminalText.attached(
            worker.get(),
            place.bounds(),
            place.from(),
            viewer.attachment().size(worker.get()),
            TerminalOpening.word(opening.mode())));
    var output = new TerminalOutput(viewer, place, frames);
    return new TerminalWriter(viewer, opening.acknowledges(), output, frames, hall.patience())
        .serve();
  }
}
