package dev.agentsessions.http;

/**
 * Tells of a client's bytes on a socket what they are for. Frames that only keep it open are for
 * nothing. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, 5.2</a>
 */
final class SocketFrames {
  /** The more a client does, the later. */
  enum Doing {
    NOTHING,
    /** Such as to say what it has shown. */
    SAYING,
    TYPING
  }

  private static final int SHORTEST = 2;
  private static final int LONGEST = 14;

  private final byte[] head = new byte[LONGEST];
  private int seen;
  private long left;
  private Doing last = Doing.NOTHING;

  /** What the frames that begin in the next bytes are for at most. */
  Doing take(byte[] bytes) {
    Doing most = Doing.NOTHING;
    int at = 0;
    while (at < bytes.length) {
      if (left > 0) {
        int skipped = (int) Math.min(left, bytes.length - at);
        left -= skipped;
        at += skipped;
      } else {
        head[seen++] = bytes[at++];
        if (seen >= SHORTEST && seen == length()) {
          Doing doing = doing();
          most = doing.compareTo(most) > 0 ? doing : most;
          left = payload();
          seen = 0;
        }
      }
    }
    return most;
  }

  private Doing doing() {
    switch (head[0] & 0x0f) {
      case 0 -> {} // goes on with the last
      case 1 -> last = Doing.SAYING;
      case 2 -> last = Doing.TYPING;
      default -> {
        return Doing.NOTHING;
      }
    }
    return last;
  }

  private int length() {
    return SHORTEST + extended() + ((head[1] & 0x80) == 0 ? 0 : 4);
  }

  private int extended() {
    return switch (head[1] & 0x7f) {
      case 126 -> 2;
      case 127 -> 8;
      default -> 0;
    };
  }

  private long payload() {
    if (extended() == 0) {
      return head[1] & 0x7f;
    }
    long length = 0;
    for (int i = 0; i < extended(); i++) {
      length = (length << 8) | (head[SHORTEST + i] & 0xff);
    }
    return length;
  }
}
