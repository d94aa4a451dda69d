package dev.agentsessions.schedule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Owner;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.project.ProjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sessions to be created again and again (S-18). A value: each change is the next one.
 *
 * @param name unique in its project: 1..63 characters of {@code [a-z0-9-]}, not like an id
 * @param request of every session; without id, name and slug, which are each session's own
 * @param nextAt when it is due; absent while it is suspended, and when no time is left
 * @param createdBy whose sessions they are
 * @param version moves with every change and every run
 */
public record Schedule(
    ScheduleId id,
    ProjectId project,
    String name,
    Timing timing,
    Overlap overlap,
    CreateSession request,
    boolean suspended,
    Optional<Instant> nextAt,
    Instant createdAt,
    String createdBy,
    long version) {
  /** Runs of a schedule that may be pending; those that come then are skipped. */
  public static final int MAX_WAITING = 10;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public Schedule {
    requireNonNull(id, "id");
    requireNonNull(project, "project");
    checkArgument(isName(name), "not a schedule's name: %s", name);
    requireNonNull(timing, "timing");
    requireNonNull(overlap, "overlap");
    checkArgument(
        request.naming().id().isEmpty()
            && request.naming().name().isEmpty()
            && request.naming().slug().isEmpty(),
        "id, name and slug are each session's own");
    requireNonNull(nextAt, "nextAt");
    checkArgument(!(suspended && nextAt.isPresent()), "a suspended schedule is never due");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(createdBy, "createdBy");
  }

  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.startsWith(ScheduleId.PREFIX);
  }

  /** Whose sessions it creates. */
  public Owner owner() {
    return new Owner(request.owner().scope(), request.owner().organization().orElse(createdBy));
  }

  /** Due then, next. */
  public Schedule dueAt(Optional<Instant> next) {
    return new Schedule(
        id,
        project,
        name,
        timing,
        overlap,
        request,
        false,
        next,
        createdAt,
        createdBy,
        version + 1);
  }

  /** Never due until it is resumed. */
  public Schedule suspend() {
    return new Schedule(
        id,
        project,
        name,
        timing,
        overlap,
        request,
        true,
        Optional.empty(),
        createdAt,
        createdBy,
        version + 1);
  }

  /** The same, one version on: something was noted beside it. */
  public Schedule touched() {
    return suspended ? suspend() : dueAt(nextAt);
  }
}
