package dev.agentsessions.content;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.workspace.WantedWorkspace;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a runner finds in its workspace when it starts: each clone is tried once before. */
final class FirstClones {
  private static final Logger log = LoggerFactory.getLogger(FirstClones.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final PodContents contents;

  @Inject
  FirstClones(PodContents contents) {
    this.contents = requireNonNull(contents, "contents");
  }

  /**
   * Waits until all was tried. What failed keeps nobody from starting, and is tried again later.
   */
  void make(WantedWorkspace wanted) {
    try {
      Provision made = contents.provide(wanted);
      while (!made.untried().isEmpty()) {
        Thread.sleep(LOOK_EVERY);
        made = contents.provide(wanted);
      }
      Stream.concat(made.repos().stream(), made.workflow().stream()).forEach(FirstClones::tell);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(Reconciled<?> part) {
    if (part.state() == State.FAILED) {
      log.warn("{} is not there: {}", part.what(), part.message().orElse(""));
    }
  }
}
