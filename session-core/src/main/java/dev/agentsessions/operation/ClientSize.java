package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.operation.TerminalSizes.Terminal;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerRef;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One attachment's say in the size of its terminal (W-07). Safe for many threads. */
final class ClientSize {
  /** Where it joined, and as whom. */
  private record Seat(Terminal terminal, TerminalClient client) {}

  private final WorkerRef worker;
  private final LongSupplier presentEpoch;
  private final TerminalSizes sizes;
  private final Typing typing;
  private volatile Optional<Seat> seat = Optional.empty();

  /**
   * @param presentEpoch of the worker's newest process
   */
  ClientSize(WorkerRef worker, LongSupplier presentEpoch, TerminalSizes sizes, Typing typing) {
    this.worker = requireNonNull(worker, "worker");
    this.presentEpoch = requireNonNull(presentEpoch, "presentEpoch");
    this.sizes = requireNonNull(sizes, "sizes");
    this.typing = requireNonNull(typing, "typing");
  }

  void join(long epoch, Consumer<WindowSize> told) {
    var joined = new Seat(new Terminal(worker, epoch), new TerminalClient(told));
    seat = Optional.of(joined);
    sizes.join(joined.terminal(), joined.client());
  }

  void leave() {
    Optional<Seat> left = seat;
    seat = Optional.empty();
    left.ifPresent(was -> take(was, sizes.leaves(was.terminal(), was.client())));
  }

  void ask(WindowSize size) {
    Seat asking = seat.orElseGet(this::passing);
    takeNow(asking, sizes.asks(asking.terminal(), asking.client(), size));
  }

  void typed() {
    seat.ifPresent(is -> take(is, sizes.types(is.terminal(), is.client())));
  }

  /** The size that the terminal took last; empty: the one that it was started with. */
  Optional<WindowSize> now() {
    return sizes.of(seat.orElseGet(this::passing).terminal());
  }

  private Seat passing() {
    return new Seat(
        new Terminal(worker, presentEpoch.getAsLong()), new TerminalClient(nobody -> {}));
  }

  /** What was asked before: if it cannot be had now, it is due again the next time. */
  private void take(Seat by, Optional<WindowSize> size) {
    try {
      takeNow(by, size);
    } catch (SessionException refused) {
      // Nobody asks for it in this moment, so nobody is told.
    }
  }

  private void takeNow(Seat by, Optional<WindowSize> size) {
    Optional<WindowSize> next = size;
    while (next.isPresent() && presentEpoch.getAsLong() <= by.terminal().epoch()) {
      WindowSize taken = next.get();
      typing.resize(worker.worker(), taken);
      next = sizes.took(by.terminal(), taken);
    }
  }
}
