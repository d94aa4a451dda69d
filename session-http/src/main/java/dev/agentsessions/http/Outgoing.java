package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.internal.CloseCode;

/** What a terminal's reader has its writer send. */
sealed interface Outgoing {
  record Say(String text) implements Outgoing {
    public Say {
      requireNonNull(text, "text");
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
  record Pong(byte[] payload) implements Outgoing {
    public Pong {
      requireNonNull(payload, "payload");
    }
  }

  /** The last one. */
  record Close(CloseCode code, String reason) implements Outgoing {
    public Close {
      requireNonNull(code, "code");
      requireNonNull(reason, "reason");
    }
  }
}
