package dev.agentsessions.k8s.operator;

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

  static Trouble noToken(String message) {
    return new Trouble(Conditions.SECRETS_READY, "TokenRequestFailed", message);
  }

  /** Somebody else's object has the name that one of ours needs. */
  static Trouble nameTaken(String kind, String name) {
    return new Trouble(
        Conditions.READY,
        "NameTaken",
        "the " + kind + " " + name + " belongs to somebody else and is left alone");
  }
}
