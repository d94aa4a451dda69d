package dev.agentsessions.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.worker.RuntimePart;
import dev.agentsessions.worker.RuntimeParts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link RuntimeParts} keeps. */
public interface RuntimePartsContract {
  RuntimeParts parts();

  /** One whose environment is Ready. */
  Session running();

  /** One that was never started. */
  Session created();

  /** One that is known as running, and of which the runtime has nothing. */
  Session lost();

  @Test
  @DisplayName("R-A12 of a session that runs nothing is missing, and to look changes nothing")
  default void nothingIsMissingOfWhatRuns() {
    Session session = running();

    var seen = parts().of(session);

    assertThat(seen).isNotEmpty().noneMatch(RuntimePart::isMissing);
    assertThat(parts().of(session)).isEqualTo(seen);
  }

  @Test
  @DisplayName("R-A12 of a session that never ran nothing is there, and nothing is missing")
  default void nothingIsMissingOfWhatNeverRan() {
    assertThat(parts().of(created())).isEmpty();
  }

  @Test
  @DisplayName("R-A12 what should be there and is not is missing, and says so")
  default void whatIsLostIsMissing() {
    assertThat(parts().of(lost()))
        .isNotEmpty()
        .allMatch(RuntimePart::isMissing)
        .allMatch(part -> part.message().isPresent());
  }
}
