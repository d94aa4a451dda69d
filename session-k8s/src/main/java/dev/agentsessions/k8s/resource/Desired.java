package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a session is to run. */
public enum Desired {
  @JsonProperty("Running")
  RUNNING,
  @JsonProperty("Stopped")
  STOPPED,
  /** Something that only a later version knows; never written. */
  @JsonIgnore
  UNKNOWN;

  @JsonCreator
  static Desired of(String word) {
    return switch (word) {
      case "Running" -> RUNNING;
      case "Stopped" -> STOPPED;
      default -> UNKNOWN;
    };
  }
}
