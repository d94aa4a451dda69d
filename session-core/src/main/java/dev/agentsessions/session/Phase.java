package dev.agentsessions.session;

/** A session's state in the words that callers see. */
public enum Phase {
  PENDING("Pending"),
  CREATING("Creating"),
  RUNNING("Running"),
  STOPPING("Stopping"),
  STOPPED("Stopped"),
  COMPLETED("Completed"),
  FAILED("Failed");

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
