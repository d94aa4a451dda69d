package dev.agentsessions.session;

import static dev.agentsessions.session.SampleSessions.BY_ANN;
import static dev.agentsessions.session.SampleSessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.HostId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Ending.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit of the session's values, from both sides. */
class SessionRecordsTest {
  private static final HostId HOST = new HostId("a");

  @ParameterizedTest
  @ValueSource(strings = {"ses-1", "A", "0", "-", "E6F7-a"})
  void aSessionIdHasLettersDigitsAndHyphens(String id) {
    assertThat(new SessionId(id)).hasToString(id);
    assertThat(new SessionId("x".repeat(64)).value()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a_b", "a.b", "a/b", "ä", "a\n"})
  void anythingElseIsNoSessionId(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionId(id));
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionId("x".repeat(65)));
  }

  @Test
  void aNameHas1To200Characters() {
    assertThat(identity("x".repeat(200), "r").name()).hasSize(200);

    assertInvalid("name", () -> identity("", "r"));
    assertInvalid("name", () -> identity("  ", "r"));
    assertInvalid("name", () -> identity("x".repeat(201), "r"));
  }

  @Test
  void aRoleHas1To200Characters() {
    assertThat(identity("n", "x".repeat(200)).role()).isPresent();

    assertInvalid("role", () -> identity("n", " "));
    assertInvalid("role", () -> identity("n", "x".repeat(201)));
  }

  @Test
  void aDisplayNameIsTrimmedAndHas1To200Characters() {
    assertThat(SessionMetadata.named("  a b \n").displayName()).isEqualTo("a b");
    assertThat(SessionMetadata.named(" " + "x".repeat(200) + " ").displayName()).hasSize(200);

    assertInvalid("displayName", () -> SessionMetadata.named(" "));
    assertInvalid("displayName", () -> SessionMetadata.named("x".repeat(201)));
  }

  @Test
  void labelsHaveKeysOf1To63AndValuesOfUpTo63Characters() {
    assertThat(labels("x".repeat(63), "y".repeat(63)).labels()).hasSize(1);
    assertThat(labels("k", "").labels()).containsEntry("k", "");

    assertInvalid("labels", () -> labels(" ", "v"));
    assertInvalid("labels", () -> labels("x".repeat(64), "v"));
    assertInvalid("labels.k", () -> labels("k", "y".repeat(64)));
  }

  @Test
  void annotationsHaveKeysOf1To253CharactersAndHold256KiTogether() {
    int half = 128 * 1024;
    assertThat(annotations("x".repeat(253), "v").annotations()).hasSize(1);
    assertThat(annotations("a", "v".repeat(2 * half)).annotations()).hasSize(1);
    Map<String, String> tooMuch = Map.of("a", "v".repeat(half), "b", "v".repeat(half + 1));

    assertInvalid("annotations", () -> annotations("", "v"));
    assertInvalid("annotations", () -> annotations("x".repeat(254), "v"));
    assertInvalid("annotations", () -> new SessionMetadata("n", Map.of(), tooMuch));
  }

  @Test
  void metadataKeepsNoMapThatOthersCanChange() {
    Map<String, String> labels = new HashMap<>(Map.of("a", "1"));
    var metadata = new SessionMetadata("n", labels, Map.of());

    labels.put("b", "2");

    assertThat(metadata.labels()).containsOnlyKeys("a");
  }

  @Test
  void aQuickSessionHasAnAbsoluteDirectory() {
    assertInvalid("spec.location", () -> new QuickSession(Path.of("work")));
  }

  @Test
  void aWorktreeSessionNamesRepositoryAndBranch() {
    assertInvalid("spec.repository", () -> new WorktreeSession(" ", "main", Optional.empty()));
    assertInvalid("spec.branch", () -> new WorktreeSession("/repo", "", Optional.empty()));
  }

  @Test
  void aSpecNamesItsRuntime() {
    SessionSpec spec = SampleSessions.created().spec();

    assertThat(spec.runtime()).isEqualTo("local");
    assertInvalid(
        "spec.runtime",
        () ->
            new SessionSpec(
                spec.kind(), " ", spec.agent(), spec.run(), Map.of(), Optional.empty()));
  }

  @Test
  void theModelHasDefaultsAndZeroIsATemperature() {
    assertThat(LlmSettings.DEFAULT).isEqualTo(new LlmSettings("sonnet", 0.7, 4000));
    assertThat(new LlmSettings("m", 0, 1).temperature()).isZero();
    assertThat(new LlmSettings("m", 2, 1).temperature()).isEqualTo(2);

    assertInvalid("spec.llm.model", () -> new LlmSettings("", 1, 1));
    assertInvalid("spec.llm.temperature", () -> new LlmSettings("m", -0.1, 1));
    assertInvalid("spec.llm.temperature", () -> new LlmSettings("m", 2.1, 1));
    assertInvalid("spec.llm.temperature", () -> new LlmSettings("m", Double.NaN, 1));
    assertInvalid("spec.llm.maxTokens", () -> new LlmSettings("m", 1, 0));
  }

  @Test
  void aRunHasNoTimeoutOrOneAboveZero() {
    assertThat(RunPolicy.DEFAULT.timeout()).isEmpty();
    assertThat(policy(Duration.ofNanos(1000), Duration.ZERO).inactivityTimeout())
        .contains(Duration.ZERO);

    assertInvalid("spec.timeout", () -> policy(Duration.ZERO, Duration.ZERO));
    assertInvalid("spec.timeout", () -> policy(Duration.ofSeconds(-1), Duration.ZERO));
    assertInvalid(
        "spec.inactivityTimeout", () -> policy(Duration.ofSeconds(1), Duration.ofSeconds(-1)));
  }

  @Test
  void oneRunImpliesThatItsEndStopsTheSession() {
    assertThat(new RunPolicy(Optional.empty(), Optional.empty(), false, false).stopOnRunFinished())
        .isTrue();
    assertThat(RunPolicy.DEFAULT.stopOnRunFinished()).isFalse();
    assertThat(RunPolicy.DEFAULT.interactive()).isTrue();
  }

  @Test
  void aPageHas1To200Items() {
    assertThat(SessionQuery.of(ProjectId.DEFAULT).limit()).isEqualTo(50);
    assertThat(query(1).limit()).isEqualTo(1);
    assertThat(query(200).limit()).isEqualTo(200);

    assertInvalid("limit", () -> query(0));
    assertInvalid("limit", () -> query(201));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "user", "Two Words", "User!", "U\n"})
  void aReasonIsOneCamelCaseWord(String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Reason(reason));
    assertThatIllegalArgumentException().isThrownBy(() -> new Reason("X" + "x".repeat(64)));
    assertThat(new Reason("X" + "x".repeat(63)).value()).hasSize(64);
  }

  @Test
  void countersDoNotGoBelowTheirStart() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Revision(0, 1, BY_ANN, BY_ANN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Revision(1, 0, BY_ANN, BY_ANN));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Run(
                    Optional.empty(),
                    Optional.empty(),
                    -1,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Run(
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    -1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Liveness(NOON, -1, Duration.ZERO, NOON));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Liveness(NOON, 0, Duration.ofNanos(-1), NOON));
    assertThatIllegalArgumentException().isThrownBy(() -> SessionStatus.CREATED.withVersion(0));
    assertThatIllegalArgumentException().isThrownBy(() -> touch(Duration.ofNanos(-1)));
  }

  @Test
  void aConditionHasATypeAndAGenerationThatIsNotNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> condition(" ", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> condition("Ready", -1));
  }

  @Test
  void aChangeIsMadeBySomebody() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Revision.Change(NOON, " "));
  }

  @ParameterizedTest
  @EnumSource
  void anEndingIsKnownExactlyWhileTerminating(SessionState state) {
    Optional<Ending> ending = Optional.of(Ending.of(Target.STOPPED, Reason.USER));
    Optional<Ending> wrong = state == SessionState.TERMINATING ? Optional.empty() : ending;

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SessionStatus(
                    1, state, Optional.empty(), Optional.empty(), wrong, Conditions.NONE, Run.NONE))
        .withMessageContaining(state.name());
  }

  @Test
  void anIntentIsOneVersionOnAndLeavesTheOwnerAlone() {
    Session before = SampleSessions.created();
    Session wanted = before.wanting(Desired.STOPPED, BY_ANN);

    assertThat(new Intent(before, wanted).moves()).isFalse();
    Session moved = wanted.terminate(Ending.of(Target.STOPPED, Reason.USER));
    assertThat(new Intent(before, moved).moves()).isTrue();
    assertThat(new Intent(before, moved).dependsOnState()).isTrue();
    assertThat(new Intent(before, wanted).dependsOnState()).isFalse();
    assertThat(new Intent(before, wanted, true).dependsOnState()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> new Intent(before, before));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Intent(before, wanted.wanting(Desired.RUNNING, BY_ANN)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Intent(before, wanted.withOwnership(before.ownership().takenBy(HOST))));
  }

  @Test
  void anObservationChangesNothingThatCallersWantAndNoFence() {
    Session before = SampleSessions.created();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Observation(before, before.wanting(Desired.STOPPED, BY_ANN)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Observation(before, before.withOwnership(before.ownership().takenBy(HOST))));
  }

  @Test
  void anObservationTellsWhetherARunStartsAndWhetherTheSessionGoes() {
    Session created = SampleSessions.created();
    Session spawning = created.after(LifecycleEvent.SPAWN, NOON.plusSeconds(1));
    Session resting = SampleSessions.in(SessionState.FAILED);

    assertThat(new Observation(created, spawning).restartsLiveness()).isTrue();
    assertThat(new Observation(created, created).restartsLiveness()).isFalse();
    assertThat(new Observation(resting, resting.after(LifecycleEvent.CLEAN, NOON)).cleans())
        .isTrue();
    assertThat(new Observation(created, spawning).cleans()).isFalse();
  }

  private static SessionIdentity identity(String name, String role) {
    SessionIdentity some = SampleSessions.created().identity();
    return new SessionIdentity(
        some.id(),
        some.project(),
        some.slug(),
        name,
        some.owner(),
        Optional.empty(),
        Optional.of(role));
  }

  private static SessionMetadata labels(String key, String value) {
    return new SessionMetadata("n", Map.of(key, value), Map.of());
  }

  private static SessionMetadata annotations(String key, String value) {
    return new SessionMetadata("n", Map.of(), Map.of(key, value));
  }

  private static RunPolicy policy(Duration timeout, Duration inactivity) {
    return new RunPolicy(Optional.of(timeout), Optional.of(inactivity), true, false);
  }

  private static SessionQuery query(int limit) {
    return new SessionQuery(ProjectId.DEFAULT, SessionFilter.ALL, Optional.empty(), limit, false);
  }

  private static Touch touch(Duration elapsed) {
    return new Touch(new SessionId("ses-1"), NOON, Optional.empty(), Optional.of(elapsed));
  }

  private static Condition condition(String type, long generation) {
    return new Condition(type, Status.TRUE, Reason.USER, "", Instant.EPOCH, generation);
  }

  private static void assertInvalid(String field, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            SessionException.Invalid.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo(field);
              assertThat(refusal).hasMessage(field + " " + refusal.problem());
            });
  }
}
