package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.Problem;
import dev.agentsessions.schedule.ScheduleException;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.task.TaskException;
import dev.agentsessions.workspace.GitException;
import jakarta.inject.Inject;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one mapping of what went wrong to what callers are told. */
final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final Map<String, String> RETRY_SOON = Map.of("Retry-After", "1");
  private static final Map<String, String> CHALLENGE =
      Map.of("WWW-Authenticate", "Bearer realm=\"agent-sessions\"");

  private final IdGenerator ids;

  @Inject
  Problems(IdGenerator ids) {
    this.ids = requireNonNull(ids, "ids");
  }

  /** What nobody foresaw is logged, and only the log's id is told. */
  Answer answer(Exception failure) {
    return switch (failure) {
      case SessionException refused -> answer(of(refused), headers(refused));
      case GitException refused -> answer(of(refused), Map.of());
      case TaskException refused -> answer(of(refused), headers(refused));
      case ScheduleException.WrongState refused ->
          answer(ProblemType.WRONG_STATE.because(String.valueOf(refused.getMessage())), Map.of());
      case Refusal refused -> answer(refused.type().because(refused.detail()), refused.headers());
      default -> answer(unforeseen(failure), Map.of());
    };
  }

  static Answer answer(Problem problem, Map<String, String> headers) {
    byte[] body = ApiJson.write(problem).getBytes(UTF_8);
    return new Answer(problem.status(), "application/problem+json", body, headers);
  }

  /** What a caller is told of a refusal. */
  static Problem of(SessionException refused) {
    String detail = requireNonNull(refused.getMessage(), "message");
    return switch (refused) {
      case SessionException.NotFound e -> ProblemType.NOT_FOUND.because(detail);
      case SessionException.AlreadyExists e ->
          ProblemType.ALREADY_EXISTS
              .because(detail)
              .with("field", e.field())
              .with("holder", e.holder());
      case SessionException.NotEmpty e ->
          ProblemType.NOT_EMPTY
              .because(detail)
              .with("suggestion", "delete what is in it, and wait until that is gone");
      case SessionException.Fixed e -> ProblemType.FIXED.because(detail);
      case SessionException.IllegalTransition e ->
          ProblemType.ILLEGAL_TRANSITION.because(detail).with("phase", e.state().phase());
      case SessionException.WrongPhase e ->
          ProblemType.WRONG_PHASE.because(detail).with("phase", e.state().phase());
      case SessionException.Unauthenticated e ->
          ProblemType.UNAUTHENTICATED
              .because(detail)
              .with("suggestion", "send it as Authorization: Bearer; this page cannot do so yet");
      case SessionException.Denied e -> ProblemType.DENIED.because(detail);
      case SessionException.Invalid e ->
          ProblemType.INVALID.because(detail).with("field", e.field());
      case SessionException.Unsatisfied e ->
          ProblemType.UNSATISFIED.because(detail).with("field", e.field());
      case SessionException.Stale e ->
          ProblemType.STALE.because(detail).with("suggestion", "read it again, then decide");
      case SessionException.StaleFence e ->
          ProblemType.STALE_FENCE.because("the session just moved to another host");
      case SessionException.LimitReached e ->
          ProblemType.LIMIT_REACHED.because(detail).with("field", e.limit());
      case SessionException.TooLarge e -> ProblemType.TOO_LARGE.because(detail);
      case SessionException.Unavailable e ->
          ProblemType.UNAVAILABLE.because(detail).with("suggestion", "nothing happened: try again");
      case SessionException.OutcomeUnknown e ->
          ProblemType.OUTCOME_UNKNOWN
              .because(detail)
              .with("suggestion", "perhaps it happened: read it again, then decide");
    };
  }

  private static Problem of(GitException refused) {
    String detail = requireNonNull(refused.getMessage(), "message");
    return switch (refused) {
      case GitException.ProtectedBranch e -> ProblemType.PROTECTED_BRANCH.because(detail);
      case GitException.WrongState e -> ProblemType.WRONG_STATE.because(detail);
      case GitException.Conflict e -> ProblemType.MERGE_CONFLICT.because(detail);
      case GitException.RemoteFailed e -> ProblemType.REMOTE_FAILED.because(detail);
    };
  }

  private static Problem of(TaskException refused) {
    String detail = requireNonNull(refused.getMessage(), "message");
    return switch (refused) {
      case TaskException.NotFound e -> ProblemType.NOT_FOUND.because(detail);
      case TaskException.WrongState e -> ProblemType.WRONG_STATE.because(detail);
      case TaskException.LimitReached e ->
          ProblemType.LIMIT_REACHED.because(detail).with("field", "tasks");
    };
  }

  private static Map<String, String> headers(RuntimeException refused) {
    if (refused instanceof SessionException.Unauthenticated) {
      return CHALLENGE;
    }
    return refused instanceof SessionException.LimitReached
            || refused instanceof TaskException.LimitReached
            || refused instanceof SessionException.Unavailable
            || refused instanceof SessionException.StaleFence
        ? RETRY_SOON
        : Map.of();
  }

  private Problem unforeseen(Exception failure) {
    String id = ids.next("log-");
    log.error("{}: a request failed", id, failure);
    return ProblemType.INTERNAL.because("see the log at " + id);
  }
}
