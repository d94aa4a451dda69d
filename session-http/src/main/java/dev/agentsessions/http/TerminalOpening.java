package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.operation.LiveCalls.Mode;
import dev.agentsessions.session.SessionException.Invalid;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a client wants to join a terminal.
 *
 * @param place where it goes on; absent: with the recent output
 * @param acknowledges whether it says what it has shown, and never has more than a window ahead
 */
record TerminalOpening(Optional<Place> place, Mode mode, boolean acknowledges) {
  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.number("epoch", "of the next byte wanted; with from"),
          Parameter.number("from", "offset of the next byte wanted; with epoch"),
          Parameter.text("mode", "read or write; write unless said"),
          Parameter.text("ack", "on: the client acknowledges what it has shown"));

  /** The next byte wanted. */
  record Place(long epoch, long offset) {}

  TerminalOpening {
    requireNonNull(place, "place");
    requireNonNull(mode, "mode");
  }

  static TerminalOpening of(Query query) {
    return new TerminalOpening(place(query), mode(query), acknowledges(query));
  }

  private static Optional<Place> place(Query query) {
    OptionalLong epoch = query.number("epoch");
    OptionalLong from = query.number("from");
    Invalid.check(
        epoch.isPresent() == from.isPresent(), "from", "is given with epoch, or not at all");
    return epoch.isPresent()
        ? Optional.of(new Place(epoch.getAsLong(), from.getAsLong()))
        : Optional.empty();
  }

  private static Mode mode(Query query) {
    String mode = query.text("mode").orElse("write");
    for (Mode each : Mode.values()) {
      if (word(each).equals(mode)) {
        return each;
      }
    }
    throw new Invalid("mode", "must be read or write");
  }

  /** As clients say it. */
  static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private static boolean acknowledges(Query query) {
    Optional<String> ack = query.text("ack");
    Invalid.check(ack.isEmpty() || ack.get().equals("on"), "ack", "must be on, or absent");
    return ack.isPresent();
  }
}
