package dev.agentsessions.repository;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.workspace.CloneProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how far one clone is, at most every two seconds; a clone that is quicker stores nothing.
 * Only for people, so a store that is away does not end the clone. For one thread.
 */
final class ProgressNotes implements Consumer<CloneProgress> {
  static final Duration EVERY = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(ProgressNotes.class);

  private final CloneNotes notes;
  private final Ticker ticker;
  private final ProjectId project;
  private final RepositoryId id;
  private Duration last;
  private Optional<CloneProgress> noted = Optional.empty();

  ProgressNotes(CloneNotes notes, Ticker ticker, ProjectId project, RepositoryId id) {
    this.notes = requireNonNull(notes, "notes");
    this.ticker = requireNonNull(ticker, "ticker");
    this.project = requireNonNull(project, "project");
    this.id = requireNonNull(id, "id");
    this.last = ticker.now();
  }

  @Override
  public void accept(CloneProgress progress) {
    Duration now = ticker.now();
    if (now.minus(last).compareTo(EVERY) < 0 || noted.equals(Optional.of(progress))) {
      return;
    }
    last = now;
    noted = Optional.of(progress);
    try {
      notes.progress(project, id, progress.inWords());
    } catch (SessionException e) {
      log.warn("how far the clone of {} is was not stored: {}", id, e.toString());
    }
  }
}
