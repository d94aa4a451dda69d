package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proves a token: its id and 256 random bits. Whoever has it is whom it was made for, so it is
 * never stored or logged by us (T-03, T-06).
 *
 * @param random 43 characters of base64url
 */
public record TokenSecret(TokenId id, String random) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM =
      Pattern.compile("(" + TokenId.PREFIX + "[A-Za-z0-9-]{1,60})\\.([A-Za-z0-9_-]{43})");

  public TokenSecret {
    requireNonNull(id, "id");
    checkArgument(FORM.matcher(id + "." + random).matches(), "not a token's secret");
  }

  /** A new one. */
  static TokenSecret make(TokenId id) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new TokenSecret(id, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** As {@link #text} says it; empty for anything else. */
  public static Optional<TokenSecret> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new TokenSecret(new TokenId(parts.group(1)), parts.group(2)))
        : Optional.empty();
  }

  /** For its holder alone. */
  public String text() {
    return id + "." + random;
  }

  TokenHash hash() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text().getBytes(US_ASCII));
      return new TokenHash(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "TokenSecret[" + id + "]";
  }
}
