package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * All that is kept of a token's secret: SHA-256 of its text, as lower-case hexadecimal digits. No
 * salt and no slow function, since 256 random bits are not guessed.
 */
public record TokenHash(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public TokenHash {
    checkArgument(FORM.matcher(value).matches(), "not a SHA-256");
  }

  /** Whether both are the same; takes as long whether they are or not. */
  public boolean matches(TokenHash other) {
    return MessageDigest.isEqual(value.getBytes(US_ASCII), other.value.getBytes(US_ASCII));
  }

  /** Says nothing of it. */
  @Override
  public String toString() {
    return "TokenHash[…]";
  }
}
