package dev.agentsessions.k8s.resource;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator observes of a session. Nobody else writes it.
 *
 * @param reason while Stopping: why the run is ended
 * @param observedRun the {@code spec.run} that the last run was for; absent: being wanted Running
 *     is enough for another
 * @param startedAt RFC 3339, of the last run
 * @param finishedAt RFC 3339, of the last run
 * @param tokenSecret the Secret that holds the tokens of the present run, or that of the content
 *     service while a session that rests is accessed
 * @param volumeClaim the claim that the last run mounts as its workspace
 * @param service where the content service is reached, within the cluster
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AgenticSessionStatus(
    @JsonPropertyDescription("How far it is.") RunPhase phase,
    @Nullable @JsonPropertyDescription("Why, for programs.") String reason,
    @Nullable @JsonPropertyDescription("Why, for people.") String message,
    @Nullable Long observedGeneration,
    @Nullable @Min(0) @Max(Integer.MAX_VALUE) @JsonDeserialize(using = WholeNumber.class)
        Integer observedRun,
    @Min(0) @Max(Integer.MAX_VALUE) int restartCount,
    @Nullable String startedAt,
    @Nullable String finishedAt,
    @Nullable String tokenSecret,
    @Nullable String volumeClaim,
    @Nullable String service,
    List<Condition> conditions) {
  /** Of a session that nobody has looked at. */
  public static final AgenticSessionStatus NONE =
      new AgenticSessionStatus(
          RunPhase.PENDING, null, null, null, null, 0, null, null, null, null, null, List.of());

  /** Of which only a later version can say more. */
  static final AgenticSessionStatus UNKNOWN =
      NONE.seen(RunPhase.UNKNOWN, null, null, null, List.of());

  /** Takes null for what is not known. */
  public AgenticSessionStatus {
    phase = requireNonNullElse(phase, RunPhase.PENDING);
    conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
  }

  /** How many runs were started. */
  public int runs() {
    return startedAt == null ? 0 : restartCount + 1;
  }

  /** The same run, seen anew. */
  public AgenticSessionStatus seen(
      RunPhase phase,
      @Nullable String reason,
      @Nullable String message,
      @Nullable Long observedGeneration,
      List<Condition> conditions) {
    return new AgenticSessionStatus(
        phase,
        reason,
        message,
        observedGeneration,
        observedRun,
        restartCount,
        startedAt,
        finishedAt,
        tokenSecret,
        volumeClaim,
        service,
        conditions);
  }

  /**
   * The next run, begun.
   *
   * @param observedRun what it is for
   */
  public AgenticSessionStatus begun(
      int observedRun, String startedAt, String tokenSecret, String volumeClaim, String service) {
    return new AgenticSessionStatus(
        phase,
        reason,
        message,
        observedGeneration,
        observedRun,
        runs(),
        startedAt,
        null,
        tokenSecret,
        volumeClaim,
        service,
        conditions);
  }

  /**
   * The last run, over, and whether its files can be reached all the same.
   *
   * @param tokenSecret of the content service; null: there is none
   */
  public AgenticSessionStatus accessed(@Nullable String tokenSecret, List<Condition> conditions) {
    return new AgenticSessionStatus(
        phase,
        reason,
        message,
        observedGeneration,
        observedRun,
        restartCount,
        startedAt,
        finishedAt,
        tokenSecret,
        volumeClaim,
        service,
        conditions);
  }

  /**
   * The present run, over.
   *
   * @param rerun whether being wanted Running is enough for another
   */
  public AgenticSessionStatus over(String finishedAt, boolean rerun) {
    return new AgenticSessionStatus(
        phase,
        reason,
        message,
        observedGeneration,
        rerun ? null : observedRun,
        restartCount,
        startedAt,
        finishedAt,
        null,
        volumeClaim,
        service,
        conditions);
  }
}
