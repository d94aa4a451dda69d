package dev.agentsessions.http;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.JsonObject;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;

/** What a client says on a terminal's socket besides input (SPEC 7.2). */
sealed interface TerminalCommand {
  record Resize(WindowSize size) implements TerminalCommand {
    public Resize {
      requireNonNull(size, "size");
    }
  }

  /** Everything before the offset is shown. */
  record Acknowledge(long offset) implements TerminalCommand {
    public Acknowledge {
      checkArgument(offset >= 0, "offset is not negative: %s", offset);
    }
  }

  record Send(Signal signal) implements TerminalCommand {
    public Send {
      requireNonNull(signal, "signal");
    }
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid for anything else
   */
  static TerminalCommand parse(String text) {
    return JsonObject.read(text.getBytes(UTF_8), TerminalCommand::read);
  }

  private static TerminalCommand read(JsonObject json) {
    String type = json.need("type", json::text);
    return switch (type) {
      case "resize" -> {
        int cols = json.need("cols", json::integer);
        int rows = json.need("rows", json::integer);
        yield new Resize(json.made(() -> new WindowSize(cols, rows)));
      }
      case "ack" -> {
        long offset = json.need("offset", json::whole);
        yield json.made(() -> new Acknowledge(offset));
      }
      case "signal" ->
          new Send(json.need("name", key -> json.word(key, Signal.values(), Enum::name)));
      default -> throw json.invalid("type", "is not known: " + type);
    };
  }
}
