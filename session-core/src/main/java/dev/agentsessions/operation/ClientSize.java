package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.operation.TerminalSizes.Terminal;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerRef;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One attachment's say in the size of its terminal (W-07). Safe for many threads. */
final class ClientSize {
  /** Where it joined, and as whom. */
  private record Seat(Terminal terminal, TerminalClient client) {}

  private final WorkerRef worker;
  private final LongSupplier presentEpoch;
  private final OutputLog output;
  private final TerminalSizes sizes;
  private final Typing typing;
  private volatile Optional<Seat> seat = Optional.empty();

  /**
   * @param presentEpoch of the worker's newest process
   */
  ClientSize(
      WorkerRef worker,
      LongSupplier presentEpoch,
      OutputLog output,
      TerminalSizes sizes,
      Typing typing) {
    this.worker = requireNonNull(worker, "worker");
    this.presentEpoch = requireNonNull(presentEpoch, "presentEpoch");
    this.output = requireNonNull(output, "output");
    this.sizes = requireNonNull(sizes, "sizes");
    this.typing = requireNonNull(typing, "typing");
  }

  void join(long epoch, WindowSize started, SizeListener listener) {
    var joined = new Seat(new Terminal(worker, epoch), new TerminalClient(listener));
    seat = Optional.of(joined);
    sizes.join(joined.terminal(), joined.client(), started);
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

  /** The size that clients were told last; empty: the one that the terminal was started with. */
  Optional<WindowSize> now() {
    return sizes.of(seat.orElseGet(this::passing).terminal());
  }

  private Seat passing() {
    return new Seat(
        new Terminal(worker, presentEpoch.getAsLong()), new TerminalClient((size, offset) -> {}));
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
      next = takeNow(by.terminal(), next.get());
    }
  }

  private Optional<WindowSize> takeNow(Terminal terminal, WindowSize size) {
    long offset = output.bounds(worker, terminal.epoch()).end();
    sizes.takes(terminal, size, offset);
    try {
      typing.resize(worker.worker(), size);
    } catch (RuntimeException refused) {
      sizes.refused(terminal, offset);
      throw refused;
    }
    return sizes.took(terminal, size, offset);
  }
}
