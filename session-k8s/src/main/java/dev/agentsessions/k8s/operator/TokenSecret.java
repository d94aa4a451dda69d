package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Secret of a run: the runner's token for the API, replaced while it runs; the host's token for
 * the content service; the first prompt, which is too long and too private for a variable.
 */
final class TokenSecret {
  static final String API_TOKEN = "token";
  static final String CONTENT_TOKEN = "content-token";
  static final String PROMPT = "prompt";

  private TokenSecret() {}

  /**
   * @param account that the token for the API is of
   * @param token for the API
   * @param contentToken for the content service, the same as long as the run lives
   */
  static Secret of(
      AgenticSession session,
      ServiceAccount account,
      String token,
      String contentToken,
      Instant now) {
    Map<String, String> data = new TreeMap<>();
    data.put(API_TOKEN, encoded(token));
    data.put(CONTENT_TOKEN, encoded(contentToken));
    String prompt = session.getSpec().initialPrompt();
    if (prompt != null) {
      data.put(PROMPT, encoded(prompt));
    }
    return new SecretBuilder()
        .withMetadata(
            Marks.meta(
                session,
                Names.of(session).tokens(),
                Map.of(
                    Marks.RUN,
                    Marks.run(account).orElse(""),
                    Marks.ACCOUNT,
                    account.getMetadata().getUid(),
                    Marks.REFRESHED,
                    now.toString())))
        .withType("Opaque")
        .withData(data)
        .build();
  }

  /**
   * The Secret of a session that rests while its files can be reached: nothing but the host's
   * token.
   */
  static Secret ofAccess(AgenticSession session, String contentToken) {
    return new SecretBuilder()
        .withMetadata(Marks.meta(session, Names.of(session).access(), Map.of()))
        .withType("Opaque")
        .withData(Map.of(CONTENT_TOKEN, encoded(contentToken)))
        .build();
  }

  /** The token for the content service that a Secret of ours holds; empty if nobody can tell. */
  static Optional<String> contentToken(Secret secret) {
    try {
      return Optional.ofNullable(secret.getData())
          .map(data -> data.get(CONTENT_TOKEN))
          .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the API's token has to be replaced: it is old, or of an account that is gone. */
  static boolean isDue(Secret secret, ServiceAccount account, Duration age, Instant now) {
    boolean valid =
        Marks.annotation(secret, Marks.ACCOUNT)
            .filter(account.getMetadata().getUid()::equals)
            .isPresent();
    return !valid || isOld(secret, age, now);
  }

  /** Whether a Secret has tokens of this age; other Secrets never are old. */
  static boolean isOld(Secret secret, Duration age, Instant now) {
    return Marks.annotation(secret, Marks.REFRESHED)
        .filter(refreshed -> !isYoung(refreshed, age, now))
        .isPresent();
  }

  /** What somebody has written over is not. */
  private static boolean isYoung(String refreshed, Duration age, Instant now) {
    try {
      return now.isBefore(Instant.parse(refreshed).plus(age));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String encoded(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
