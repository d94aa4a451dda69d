package dev.agentsessions.host;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A session's fencing token: one more with each change of owner. Whoever receives a call remembers
 * the highest it has seen and refuses a lower one, so an owner that was replaced while it was
 * frozen can neither write nor type nor kill.
 */
public record Fence(long value) implements Comparable<Fence> {
  /** Before anybody owned the session. */
  public static final Fence NONE = new Fence(0);

  public Fence {
    checkArgument(value >= 0, "a fence is not negative: %s", value);
  }

  public Fence next() {
    return new Fence(value + 1);
  }

  @Override
  public int compareTo(Fence other) {
    return Long.compare(value, other.value);
  }
}
