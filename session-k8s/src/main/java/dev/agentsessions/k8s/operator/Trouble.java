package dev.agentsessions.k8s.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;

/**
 * Why a session waits, or lacks something.
 *
 * @param condition that it makes False
 * @param reason CamelCase, for programs
 * @param message for people
 */
record Trouble(String condition, String reason, String message) {
  static final String UNSCHEDULABLE = "Unschedulable";

  static Trouble secretMissing(String name) {
    return new Trouble(Conditions.SECRETS_READY, "SecretMissing", "there is no Secret " + name);
  }

  static Trouble noToken(KubernetesClientException refusal) {
    return new Trouble(Conditions.SECRETS_READY, "TokenRequestFailed", told(refusal));
  }

  /** Somebody else's object has the name that one of ours needs. */
  static Trouble nameTaken(String kind, String name) {
    return new Trouble(
        Conditions.READY,
        "NameTaken",
        "the " + kind + " " + name + " belongs to somebody else and is left alone");
  }

  /** The cluster does not let us have what the session needs. */
  static Trouble rejected(KubernetesClientException refusal) {
    return new Trouble(Conditions.READY, "Rejected", told(refusal));
  }

  private static String told(KubernetesClientException refusal) {
    return Objects.requireNonNullElse(refusal.getMessage(), "status " + refusal.getCode());
  }

  /** No node has room for the pod. */
  static Trouble unschedulable(String message) {
    return new Trouble(Conditions.POD_SCHEDULED, UNSCHEDULABLE, message);
  }
}
