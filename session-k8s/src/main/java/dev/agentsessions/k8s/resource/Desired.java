package dev.agentsessions.k8s.resource;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a session is to run. */
public enum Desired {
  @JsonProperty("Running")
  RUNNING,
  @JsonProperty("Stopped")
  STOPPED
}
