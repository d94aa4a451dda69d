package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * ULIDs: 48 bits of milliseconds, 80 random bits, in Crockford's base 32. Within one millisecond
 * the random part counts up, so ids of one generator always ascend, also when the clock steps back.
 *
 * @see <a href="https://github.com/ulid/spec">ULID</a>
 */
public final class UlidGenerator implements IdGenerator {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int RANDOM_DIGITS = 16;
  private static final int TIME_DIGITS = 10;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final byte[] tail = new byte[RANDOM_DIGITS]; // guarded by lock; one base-32 digit each
  private long lastMillis = -1; // guarded by lock

  @Inject
  public UlidGenerator(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public String next(String prefix) {
    var id = new StringBuilder(prefix.length() + TIME_DIGITS + RANDOM_DIGITS).append(prefix);
    lock.lock();
    try {
      long millis = Math.max(clock.millis(), lastMillis);
      if (millis > lastMillis) {
        lastMillis = millis;
        fillRandom(tail);
      } else {
        countUp();
      }
      for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
        id.append(DIGITS[(int) (millis >>> (5 * digit)) & 31]);
      }
      for (byte digit : tail) {
        id.append(DIGITS[digit]);
      }
    } finally {
      lock.unlock();
    }
    return id.toString();
  }

  @Override
  public String random(int length) {
    checkArgument(length > 0, "length must be above zero: %s", length);
    byte[] digits = new byte[length];
    fillRandom(digits);
    var text = new StringBuilder(length);
    for (byte digit : digits) {
      text.append(DIGITS[digit]);
    }
    return text.toString();
  }

  private void fillRandom(byte[] digits) {
    random.nextBytes(digits);
    for (int i = 0; i < digits.length; i++) {
      digits[i] &= 31;
    }
  }

  private void countUp() {
    for (int i = tail.length - 1; i >= 0; i--) {
      tail[i] = (byte) ((tail[i] + 1) & 31);
      if (tail[i] != 0) {
        return;
      }
    }
    lastMillis++; // all 80 bits used up within a millisecond: borrow the next one
  }
}
