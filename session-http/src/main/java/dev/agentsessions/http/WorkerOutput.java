package dev.agentsessions.http;

import dev.agentsessions.operation.Attachment;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputRange;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A piece of what a worker printed in one epoch (O-03). {@code Output-From} is the offset of its
 * first byte, {@code Output-End} that of the byte after its last, and {@code Output-Has-More} says
 * whether there is more in the direction of reading.
 */
final class WorkerOutput {
  static final Gives GIVES =
      Gives.of(
          "application/octet-stream",
          "Output-Epoch",
          "Output-From",
          "Output-End",
          "Output-Has-More");
  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.number("epoch", "which start of the worker; the newest unless said"),
          Parameter.number(
              "from",
              "forward from this offset, or from the first byte kept if that is later; beyond the"
                  + " end: the recent output"),
          Parameter.number(
              "before",
              "backward from this offset, excluded; from a line's start; nothing before the first"
                  + " byte kept; beyond the end: the recent output"),
          Parameter.number("max", "bytes, 1..262144, which it is unless said"));
  private static final int MAX = 256 << 10;

  private final OutputLog log;
  private final OutputCursor start;
  private final OutputBounds bounds;
  private final int max;

  private WorkerOutput(OutputLog log, OutputCursor start, OutputBounds bounds, int max) {
    this.log = log;
    this.start = start;
    this.bounds = bounds;
    this.max = max;
  }

  static Answer answer(Attachment attachment, Query query) {
    long max = query.number("max").orElse(MAX);
    Invalid.check(max >= 1 && max <= MAX, "max", "must be within 1..262144");
    OptionalLong from = query.number("from");
    OptionalLong before = query.number("before");
    Invalid.check(from.isEmpty() || before.isEmpty(), "before", "is not given together with from");
    OptionalLong wanted = query.number("epoch");
    Invalid.check(wanted.orElse(1) > 0, "epoch", "starts at 1");

    OutputBounds newest = attachment.output().bounds(attachment.ref());
    long epoch = wanted.orElse(newest.epoch());
    if (epoch == 0) {
      return answer(0, new OutputRange(0, ByteBuffer.allocate(0), false));
    }
    OutputBounds bounds = epoch == newest.epoch() ? newest : earlier(attachment, epoch, newest);
    var start = new OutputCursor(attachment.ref(), epoch, 0);
    var output = new WorkerOutput(attachment.output(), start, bounds, (int) max);
    return answer(
        epoch,
        from.isPresent() && from.getAsLong() <= bounds.end()
            ? output.forward(from.getAsLong())
            : output.backward(before.orElse(bounds.end())));
  }

  private static OutputBounds earlier(Attachment attachment, long epoch, OutputBounds newest) {
    String what = "output of epoch " + epoch + "; the newest is " + newest.epoch();
    if (epoch > newest.epoch()) {
      throw new NotFound(what);
    }
    OutputBounds bounds = attachment.output().bounds(attachment.ref(), epoch);
    if (bounds.base() == bounds.end()) {
      throw new Refusal(ProblemType.GONE, "nothing is kept: " + what);
    }
    return bounds;
  }

  private OutputRange forward(long wanted) {
    long from = Math.max(wanted, bounds.base());
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(max, bounds.end() - from));
    int read;
    do {
      read = log.read(start.at(from + bytes.position()), bytes);
    } while (read > 0 && bytes.hasRemaining());
    bytes.flip();
    return new OutputRange(from, bytes, from + bytes.limit() < bounds.end());
  }

  private OutputRange backward(long before) {
    return log.readBackward(start.at(Math.min(before, bounds.end())), max);
  }

  private static Answer answer(long epoch, OutputRange range) {
    byte[] bytes = new byte[range.bytes().remaining()];
    range.bytes().duplicate().get(bytes);
    return new Answer(200, GIVES.contentType(), bytes, Map.of())
        .with("Output-Epoch", String.valueOf(epoch))
        .with("Output-From", String.valueOf(range.from()))
        .with("Output-End", String.valueOf(range.end()))
        .with("Output-Has-More", String.valueOf(range.hasMore()));
  }
}
