package dev.agentsessions.http;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.util.List;

/**
 * How long connections that stay open wait for the other side; all above zero.
 *
 * @param ping how often a terminal's client is asked whether it is there
 * @param silence without a word from a terminal's client, it is gone
 * @param stall the longest that one write may wait for the client to read
 * @param goodbye the time to answer a close
 * @param heartbeat how often a quiet stream of events says that it is there
 * @param answer how long a pod may take to answer what it was asked; longer than any exchange of
 *     git
 */
record Patience(
    Duration ping,
    Duration silence,
    Duration stall,
    Duration goodbye,
    Duration heartbeat,
    Duration answer) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(90),
          Duration.ofSeconds(90),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(15));

  Patience {
    for (Duration each : List.of(ping, silence, stall, goodbye, heartbeat, answer)) {
      checkArgument(each.isPositive(), "not above zero: %s", each);
    }
  }
}
