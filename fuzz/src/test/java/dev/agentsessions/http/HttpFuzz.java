package dev.agentsessions.http;

import static dev.agentsessions.fuzz.Fuzz.check;

import dev.agentsessions.http.internal.BrokenFrame;
import dev.agentsessions.http.internal.FrameReader;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Invalid;
import io.helidon.common.buffers.DataReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What clients send beside documents. */
public final class HttpFuzz {
  private HttpFuzz() {}

  /** The number before a blank is the size. */
  public static void range(String text) {
    int blank = text.indexOf(' ');
    long size =
        blank > 0 && blank < 18 && text.substring(0, blank).matches("[0-9]+")
            ? Long.parseLong(text.substring(0, blank))
            : 1000;
    try {
      ByteRange.of(text.substring(blank + 1), size)
          .ifPresent(
              range ->
                  check(
                      range.from() + range.count() <= size
                          && range.contentRange(size).startsWith("bytes " + range.from()),
                      "beyond " + size,
                      range));
    } catch (Refusal none) {
      // It has no such bytes.
    }
  }

  public static void listQuery(String text) {
    try {
      var query =
          SessionListQuery.of(ProjectId.DEFAULT, Query.parse(text, SessionListQuery.PARAMETERS));
      check(query.limit() >= 1, "no limit", query);
    } catch (Invalid refused) {
      // As most are.
    }
  }

  public static void opening(String text) {
    try {
      TerminalOpening.of(Query.parse(text, TerminalOpening.PARAMETERS))
          .place()
          .ifPresent(place -> check(place.epoch() >= 0 && place.offset() >= 0, "before", place));
    } catch (Invalid refused) {
      // As most are.
    }
  }

  public static void command(String text) {
    try {
      TerminalCommand command = TerminalCommand.parse(text);
      check(
          !(command instanceof TerminalCommand.Acknowledge ack) || ack.offset() >= 0,
          "before",
          command);
    } catch (Invalid refused) {
      // As most are.
    }
  }

  /** Arrives in two pieces. */
  public static void frames(byte[] input) {
    int half = input.length / 2;
    Deque<byte[]> arriving = new ArrayDeque<>();
    for (byte[] piece :
        List.of(Arrays.copyOf(input, half), Arrays.copyOfRange(input, half, input.length))) {
      if (piece.length > 0) {
        arriving.add(piece);
      }
    }
    var reader = new FrameReader(new DataReader(arriving::poll));
    try {
      for (int messages = 0; ; messages++) {
        var _ = reader.read();
        check(messages < input.length, "more messages than bytes", messages);
      }
    } catch (BrokenFrame | DataReader.InsufficientDataAvailableException end) {
      // As every input ends.
    }
  }
}
