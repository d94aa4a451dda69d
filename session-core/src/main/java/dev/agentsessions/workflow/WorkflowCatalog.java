package dev.agentsessions.workflow;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.workspace.GitException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's catalogue of workflows, read again when it is asked for and older than 5 min (G-10). If
 * it cannot be read, the copy that there is stays for another 5 min. Safe for many threads: one
 * reads, the others have the copy, or wait for the first.
 */
public final class WorkflowCatalog {
  /** How long a copy is as good as the original. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(WorkflowCatalog.class);

  /**
   * The catalogue as far as it is known.
   *
   * @param problem why it is an older copy; absent: it is fresh
   */
  public record Listing(List<CatalogWorkflow> items, Optional<String> problem) {
    public Listing {
      items = List.copyOf(items);
      requireNonNull(problem, "problem");
    }
  }

  private record Copy(Listing listing, Duration readAt) {}

  private final WorkflowSource source;
  private final Ticker ticker;
  private final ReentrantLock reading = new ReentrantLock(); // held over the read: that is its use
  private volatile @Nullable Copy copy;

  @Inject
  public WorkflowCatalog(WorkflowSource source, Ticker ticker) {
    this.source = requireNonNull(source, "source");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /**
   * All workflows, by id.
   *
   * @throws GitException.RemoteFailed if they were never read, and cannot be now; likewise {@link
   *     SessionException.Unavailable}
   */
  public Listing list() {
    Copy known = copy;
    if (known != null && (isFresh(known) || reading.isLocked())) {
      return known.listing();
    }
    reading.lock();
    try {
      Copy before = copy;
      return before != null && isFresh(before) ? before.listing() : read(before);
    } finally {
      reading.unlock();
    }
  }

  private boolean isFresh(Copy known) {
    return ticker.now().minus(known.readAt()).compareTo(FRESH) < 0;
  }

  private Listing read(@Nullable Copy before) {
    Listing listing;
    try {
      listing = new Listing(source.read(), Optional.empty());
    } catch (GitException | SessionException e) {
      if (before == null) {
        throw e;
      }
      log.warn("the catalogue of workflows is an older copy: {}", e.getMessage());
      listing = new Listing(before.listing().items(), Optional.ofNullable(e.getMessage()));
    }
    copy = new Copy(listing, ticker.now());
    return listing;
  }
}
