package dev.agentsessions.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UlidGeneratorTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final UlidGenerator ids = new UlidGenerator(now::get);

  @Test
  void anIdIsItsPrefixAndALowerCaseUlid() {
    assertThat(ids.next("ses-")).matches("ses-[0-7][0-9a-hjkmnp-tv-z]{25}");
  }

  @Test
  void theFirstTenDigitsAreTheMilliseconds() {
    String id = ids.next("");

    assertThat(number(id.substring(0, 10))).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void idsAscendWithinAMillisecond() {
    List<String> made = made(100_000);

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsAscendAlsoWhenTheClockStepsBack() {
    List<String> made = new ArrayList<>(made(10));
    now.set(NOON.minusSeconds(3600));
    made.addAll(made(10));
    now.set(NOON.plusMillis(1));
    made.addAll(made(10));

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsOfManyThreadsAreUniqueAndAscendInEach() throws Exception {
    var generator = new UlidGenerator(InstantSource.system());
    int threads = 16;
    int each = 10_000;
    Set<String> all = Collections.synchronizedSet(new HashSet<>());
    Callable<List<String>> maker =
        () -> {
          List<String> made = new ArrayList<>();
          for (int i = 0; i < each; i++) {
            made.add(generator.next("wrk-"));
          }
          all.addAll(made);
          return made;
        };

    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<String>> made : pool.invokeAll(Collections.nCopies(threads, maker))) {
        assertThat(made.get()).isSorted();
      }
    }

    assertThat(all).hasSize(threads * each);
  }

  @Test
  void twoGeneratorsInOneMillisecondMakeDifferentIds() {
    assertThat(new UlidGenerator(now::get).next("")).isNotEqualTo(ids.next(""));
  }

  @Test
  void randomCharactersAreBase32AndAsManyAsAsked() {
    assertThat(ids.random(5)).matches("[0-9a-hjkmnp-tv-z]{5}");
    assertThat(ids.random(64)).hasSize(64).isNotEqualTo(ids.random(64));
    assertThatThrownBy(() -> ids.random(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> made(int count) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(ids.next("ses-"));
    }
    return made;
  }

  /** Crockford's digits, decoded apart from the code under test. */
  private static long number(String digits) {
    return digits
        .chars()
        .mapToLong("0123456789abcdefghjkmnpqrstvwxyz"::indexOf)
        .reduce(0, (value, digit) -> value * 32 + digit);
  }
}
