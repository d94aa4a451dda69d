package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;

/** How far a session is, in the words that users see. */
public enum RunPhase {
  /** Nothing runs: it is new, or waits for what it needs. */
  @JsonProperty("Pending")
  PENDING,
  /** Its Job exists. */
  @JsonProperty("Creating")
  CREATING,
  /** Its runner and its content service are ready. */
  @JsonProperty("Running")
  RUNNING,
  /** Its Job and pods are being removed. */
  @JsonProperty("Stopping")
  STOPPING,
  /** Its Job and pods are gone, as asked. */
  @JsonProperty("Stopped")
  STOPPED,
  /** The runner came to a good end. */
  @JsonProperty("Completed")
  COMPLETED,
  /** The run came to a bad end, which the reason names. */
  @JsonProperty("Failed")
  FAILED,
  /** One that only a later version knows; never written. */
  @JsonIgnore
  UNKNOWN;

  @JsonCreator
  static RunPhase of(String word) {
    return Arrays.stream(values())
        .filter(phase -> phase.word().equals(word))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** As users see it. */
  public String word() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** Whether there is a run that can end. */
  public boolean isLive() {
    return this == CREATING || this == RUNNING;
  }

  /** Whether the last run is over. */
  public boolean isResting() {
    return this == STOPPED || this == COMPLETED || this == FAILED;
  }
}
