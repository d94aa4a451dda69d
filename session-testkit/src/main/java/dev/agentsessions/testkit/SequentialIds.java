package dev.agentsessions.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Strings;
import dev.agentsessions.identity.IdGenerator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids in the form of the real ones that count from 1, so that a test knows them beforehand and they
 * sort in the order they were made. Safe from any thread.
 */
public final class SequentialIds implements IdGenerator {
  private static final int ID_DIGITS = 26;
  private final AtomicLong ids = new AtomicLong();
  private final AtomicLong randoms = new AtomicLong();

  @Override
  public String next(String prefix) {
    return prefix + digits(ids.incrementAndGet(), ID_DIGITS);
  }

  /** Different with each call, as long as the length has room for the count. */
  @Override
  public String random(int length) {
    checkArgument(length > 0, "length must be above zero: %s", length);
    return digits(randoms.incrementAndGet(), length);
  }

  /** Decimal digits are base-32 digits too, and sort as their numbers do. */
  private static String digits(long number, int length) {
    String digits = Strings.padStart(Long.toString(number), length, '0');
    return digits.substring(digits.length() - length);
  }
}
