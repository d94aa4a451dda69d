package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The present run of a session, or the last one.
 *
 * @param startedAt when it entered SPAWNING; kept when it ended
 * @param finishedAt when it came to rest
 * @param restartCount starts after the first, and restarts of its agents for another layout or
 *     model
 * @param observedGeneration of the spec that last became active
 * @param directory where its workers run or ran, as its runtime names it; absent until its
 *     environment was ready once
 * @param branch that is checked out in its worktree, as last seen (G-08); absent until its
 *     environment was ready once, and where there is none
 * @param given the spec's branch as its worktree last got it; while the spec says another name,
 *     that one is still to be given; present where {@code branch} is
 * @param provision what its workspace has, where one is made of clones
 * @param filesFrom the session whose files are yet to be copied into its workspace (S-09); absent:
 *     none, or they are there
 * @param model that its agents were told; absent until it was active once in this run
 */
public record Run(
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    int restartCount,
    long observedGeneration,
    Optional<String> directory,
    Optional<String> branch,
    Optional<String> given,
    Provision provision,
    Optional<SessionId> filesFrom,
    Optional<ModelUse> model) {
  public static final Run NONE =
      new Run(
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Provision.NONE,
          Optional.empty(),
          Optional.empty());

  public Run {
    requireNonNull(startedAt, "startedAt");
    requireNonNull(finishedAt, "finishedAt");
    checkArgument(restartCount >= 0, "restartCount is not negative: %s", restartCount);
    checkArgument(observedGeneration >= 0, "generation is not negative: %s", observedGeneration);
    requireNonNull(directory, "directory");
    requireNonNull(branch, "branch");
    requireNonNull(given, "given");
    checkArgument(branch.isPresent() == given.isPresent(), "%s, and given %s", branch, given);
    requireNonNull(provision, "provision");
    requireNonNull(filesFrom, "filesFrom");
    requireNonNull(model, "model");
  }

  /** One whose workspace is not made of clones, nor of another's files. */
  public Run(
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      int restartCount,
      long observedGeneration,
      Optional<String> directory,
      Optional<String> branch,
      Optional<String> given) {
    this(
        startedAt,
        finishedAt,
        restartCount,
        observedGeneration,
        directory,
        branch,
        given,
        Provision.NONE,
        Optional.empty(),
        Optional.empty());
  }

  Run started(Instant at) {
    return new Run(
        Optional.of(at),
        Optional.empty(),
        startedAt.isPresent() ? restartCount + 1 : restartCount,
        observedGeneration,
        directory,
        branch,
        given,
        provision,
        filesFrom,
        Optional.empty());
  }

  Run activated(long generation, String model) {
    return new Run(
        startedAt,
        finishedAt,
        restartCount,
        generation,
        directory,
        branch,
        given,
        provision,
        filesFrom,
        Optional.of(ModelUse.of(model)));
  }

  Run finished(Instant at) {
    return new Run(
        startedAt,
        Optional.of(at),
        restartCount,
        observedGeneration,
        directory,
        branch,
        given,
        provision,
        filesFrom,
        model);
  }

  /** Whatever was to be copied there is there. */
  Run in(String place) {
    return new Run(
        startedAt,
        finishedAt,
        restartCount,
        observedGeneration,
        Optional.of(place),
        branch,
        given,
        provision,
        Optional.empty(),
        model);
  }

  Run copying(SessionId source) {
    return new Run(
        startedAt,
        finishedAt,
        restartCount,
        observedGeneration,
        directory,
        branch,
        given,
        provision,
        Optional.of(source),
        model);
  }

  /**
   * @param present checked out now
   * @param wanted what the spec says, and what was done for
   */
  Run on(Optional<String> present, Optional<String> wanted) {
    return new Run(
        startedAt,
        finishedAt,
        restartCount,
        observedGeneration,
        directory,
        present,
        wanted,
        provision,
        filesFrom,
        model);
  }

  Run with(Provision provision) {
    return new Run(
        startedAt,
        finishedAt,
        restartCount,
        observedGeneration,
        directory,
        branch,
        given,
        provision,
        filesFrom,
        model);
  }

  /** Its agents are started anew, to be told another layout or model. */
  Run restarted() {
    return new Run(
        startedAt,
        finishedAt,
        restartCount + 1,
        observedGeneration,
        directory,
        branch,
        given,
        provision,
        filesFrom,
        model);
  }

  Run using(ModelUse use) {
    return new Run(
        startedAt,
        finishedAt,
        restartCount,
        observedGeneration,
        directory,
        branch,
        given,
        provision,
        filesFrom,
        Optional.of(use));
  }
}
