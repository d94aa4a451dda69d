package dev.agentsessions.bench;

/** What a measured value has to keep. */
public sealed interface Limit {
  boolean holds(double value);

  record AtLeast(double bound) implements Limit {
    @Override
    public boolean holds(double value) {
      return value >= bound;
    }

    @Override
    public String toString() {
      return "at least " + bound;
    }
  }

  record AtMost(double bound) implements Limit {
    @Override
    public boolean holds(double value) {
      return value <= bound;
    }

    @Override
    public String toString() {
      return "at most " + bound;
    }
  }
}
