package dev.agentsessions.secret;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.session.SessionId;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Sessions' secrets as the variables of their programs. Safe for many threads. */
public final class SecretVariables {
  /** Of one secret, in UTF-8; a program's variables are bounded by the system, too. */
  public static final int MAX_BYTES = 32 << 10;

  private final SessionSecrets secrets;
  private final SecretCipher cipher;

  @Inject
  public SecretVariables(SessionSecrets secrets, SecretCipher cipher) {
    this.secrets = requireNonNull(secrets, "secrets");
    this.cipher = requireNonNull(cipher, "cipher");
  }

  /** What a secret may be. */
  public static void check(String value) {
    Invalid.check(!value.isEmpty(), "value", "must not be empty");
    Invalid.check(value.indexOf(0) < 0, "value", "must not hold NUL");
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new TooLarge("value", bytes, MAX_BYTES);
    }
  }

  /** A secret that opens for this session and this name alone. */
  public SealedSecret seal(SessionId session, SecretName name, String value) {
    return cipher.seal(place(session, name), value);
  }

  /**
   * All of a session's, opened.
   *
   * @throws SecretException if one does not open: another key sealed it, this host has none, or
   *     somebody changed it
   */
  public Map<String, String> of(SessionId session) {
    Map<String, String> opened = new HashMap<>();
    secrets
        .all(session)
        .forEach(
            (name, secret) -> opened.put(name.value(), cipher.open(place(session, name), secret)));
    return opened;
  }

  private static String place(SessionId session, SecretName name) {
    return "session/" + session + "/" + name;
  }
}
