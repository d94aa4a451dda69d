package dev.agentsessions.http.internal;

import static java.util.Objects.requireNonNull;

/** What a client sent, whole. Arrays are the receiver's to keep. */
public sealed interface Message {
  record Text(String text) implements Message {
    public Text {
      requireNonNull(text, "text");
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // as it came, compared by nobody
  record Binary(byte[] bytes) implements Message {
    public Binary {
      requireNonNull(bytes, "bytes");
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // as it came, compared by nobody
  record Ping(byte[] payload) implements Message {
    public Ping {
      requireNonNull(payload, "payload");
    }
  }

  record Pong() implements Message {}

  /** The last one. */
  record Close() implements Message {}
}
