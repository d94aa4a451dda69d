package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Writes that want what another session has. */
final class Taken {
  private Taken() {}

  /** Sees a write refused, with the field and the holder in the refusal. */
  static void assertRefused(String field, Session holder, ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOf(AlreadyExists.class)
        .extracting(AlreadyExists.class::cast)
        .returns(field, AlreadyExists::field)
        .returns(holder.id().value(), AlreadyExists::holder);
  }

  /** The refusals among writes 0 to {@code count} - 1, all made at once. */
  static List<AlreadyExists> refusals(int count, IntConsumer write) throws Exception {
    return Crowd.run(count, number -> () -> attempt(write, number)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<AlreadyExists> attempt(IntConsumer write, int number) {
    try {
      write.accept(number);
      return Optional.empty();
    } catch (AlreadyExists refusal) {
      return Optional.of(refusal);
    }
  }
}
