package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.SessionsInStates;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.MetadataChanged;
import dev.agentsessions.event.SessionChange.SpecChanged;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.Slug;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplySessionTest {
  private static final MetadataPatch NOTHING_SAID =
      new MetadataPatch(Optional.empty(), MapPatch.NONE, MapPatch.NONE);
  private static final CreateSession WORK = Requests.quick(Requests.SHELL).named("My Work");

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final SessionsInStates states = new SessionsInStates(world, host);

  @Test
  @DisplayName("S-07 what is not there is created, as by a create")
  void whatIsNotThereIsCreated() {
    Applied applied = apply(WORK);

    assertThat(applied.created()).isTrue();
    assertThat(applied.session().identity().slug()).isEqualTo(new Slug("my-work"));
    assertThat(applied.session().workers()).hasSize(1);
    assertThat(world.all()).containsExactly(applied.session());
  }

  @Test
  @DisplayName("S-07 the same content changes nothing, whatever became of the session meanwhile")
  void theSameContentChangesNothing() {
    apply(WORK);
    Session active = host.settle(world.all().getFirst().id());

    Applied again = apply(WORK);

    assertThat(again.created()).isFalse();
    assertThat(again.session()).isEqualTo(active);
    assertThat(world.all()).containsExactly(active);
  }

  @Test
  @DisplayName("S-07 it is found by its slug, however the name is written")
  void itIsFoundByItsSlug() {
    Session created = apply(WORK).session();
    CreateSession bySlug = naming(new Naming(none(), none(), slug("my-work"), none()));

    assertThat(apply(WORK.named("my   WORK")).session()).isEqualTo(created);
    assertThat(apply(bySlug).session()).isEqualTo(created);
    assertThat(apply(WORK.named("My Other Work")).created()).isTrue();
  }

  @Test
  @DisplayName("S-07 an id comes first, and one that is not there is NotFound: nothing is created")
  void anIdComesFirst() {
    Session created = apply(WORK).session();
    Naming byId = new Naming(Optional.of(created.id()), none(), none(), none());
    Naming nobody =
        new Naming(Optional.of(new SessionId("ses-none")), Optional.of("My Work"), none(), none());

    assertThat(apply(naming(byId)).session()).isEqualTo(created);
    assertThatThrownBy(() -> apply(naming(nobody)))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("ses-none");
    assertThatThrownBy(
            () -> sessions.apply(ANN, new ProjectId("other"), request(naming(byId), NOTHING_SAID)))
        .isInstanceOf(NotFound.class);

    assertThat(world.all()).containsExactly(created);
  }

  @Test
  @DisplayName("S-07 what names no session at all is refused")
  void whatNamesNoSessionIsRefused() {
    assertThatThrownBy(() -> apply(naming(Naming.MADE)))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("name"));
    assertThatThrownBy(() -> apply(WORK.named("!!!")))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("name"));

    assertThat(world.all()).isEmpty();
  }

  @Test
  @DisplayName(
      "S-07 another spec and other metadata are one change: one version, one generation on")
  void specAndMetadataAreOneChange() {
    Session before = apply(WORK.resting()).session();
    var metadata = new MetadataPatch(Optional.of("Shown"), MapPatch.NONE, all(Map.of("note", "n")));

    Session after =
        sessions.apply(Caller.of("bob"), DEFAULT, request(about("subject"), metadata)).session();

    assertThat(after.spec().subject()).contains("subject");
    assertThat(after.metadata().displayName()).isEqualTo("Shown");
    assertThat(after.metadata().annotations()).isEqualTo(Map.of("note", "n"));
    assertThat(after.identity()).isEqualTo(before.identity());
    assertThat(after.workers()).isEqualTo(before.workers());
    assertThat(after.revision().version()).isEqualTo(2);
    assertThat(after.revision().generation()).isEqualTo(2);
    assertThat(after.revision().updated().by()).isEqualTo("bob");
    assertThat(world.changes(before.id()))
        .endsWith(new SpecChanged(2), new MetadataChanged("Shown"));
  }

  @Test
  @DisplayName("S-07 labels that are said replace all, what is not said stays")
  void whatIsSaidReplacesAll() {
    Session created =
        sessions
            .apply(ANN, DEFAULT, request(labelled(Map.of("a", "1", "b", "2")), NOTHING_SAID))
            .session();

    Session kept = apply(WORK).session();
    Session replaced = applyLabels(Map.of("b", "3"));
    Session cleared = applyLabels(Map.of());

    assertThat(kept).isEqualTo(created);
    assertThat(replaced.metadata().labels()).isEqualTo(Map.of("b", "3"));
    assertThat(replaced.revision().generation()).isEqualTo(1);
    assertThat(cleared.metadata().labels()).isEmpty();
  }

  @ParameterizedTest(name = "S-07 {0}")
  @DisplayName("S-07 another spec of a session that runs is refused with the phase, all of it")
  @EnumSource(names = {"SPAWNING", "ACTIVE"})
  void anotherSpecOfARunningSessionIsRefused(SessionState state) {
    Session before = states.in(state);
    CreateSession wanted =
        new CreateSession(
            new Naming(Optional.of(before.id()), none(), none(), none()),
            Requests.about(before.spec(), "subject"),
            Map.of(),
            Map.of(),
            OwnerChoice.ACCOUNT,
            none(),
            none(),
            none(),
            true);
    var metadata = new MetadataPatch(Optional.of("Shown"), MapPatch.NONE, MapPatch.NONE);

    assertThatThrownBy(() -> sessions.apply(ANN, DEFAULT, request(wanted, metadata)))
        .isInstanceOfSatisfying(
            WrongPhase.class, refusal -> assertThat(refusal.state()).isEqualTo(state));

    assertThat(world.read(before.id())).isEqualTo(before);
  }

  @Test
  @DisplayName("S-07 metadata alone is applied while the session runs")
  void metadataAloneIsAppliedWhileItRuns() {
    apply(WORK);
    Session active = host.settle(world.all().getFirst().id());

    Session after = applyLabels(Map.of("a", "1"));

    assertThat(after.metadata().labels()).isEqualTo(Map.of("a", "1"));
    assertThat(after.status()).isEqualTo(active.status());
    assertThat(after.revision().version()).isEqualTo(active.revision().version() + 1);
  }

  @Test
  @DisplayName("S-07 what never changes is refused with its field: place, name, slug and role")
  void whatNeverChangesIsRefused() {
    Session created = apply(WORK.resting()).session();
    Optional<SessionId> id = Optional.of(created.id());
    var elsewhere = SessionSpec.of(new QuickSession(Path.of("/srv/elsewhere")));

    assertInvalid("spec.location", CreateSession.of(elsewhere).named("My Work"));
    assertInvalid("name", naming(new Naming(id, Optional.of("Other"), none(), none())));
    assertInvalid("slug", naming(new Naming(id, none(), slug("other"), none())));
    assertInvalid("role", role("Reviewer"));

    assertThat(world.all()).containsExactly(created);
  }

  @Test
  @DisplayName("S-07 of many at once that mean a new session one creates it")
  void ofManyAtOnceOneCreates() throws Exception {
    Callable<Applied> attempt = () -> apply(WORK);

    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Applied> applied =
          pool.invokeAll(Collections.nCopies(8, attempt)).stream().map(Future::resultNow).toList();

      assertThat(applied).filteredOn(Applied::created).hasSize(1);
      assertThat(applied).extracting(each -> each.session().id()).containsOnly(onlyId());
    }
    assertThat(world.all()).singleElement().extracting(s -> s.revision().version()).isEqualTo(1L);
  }

  @Test
  @DisplayName("S-07 what somebody else creates in between is updated")
  void whatIsCreatedInBetweenIsUpdated() {
    world.store.beforeNextWrite(() -> sessions.create(ANN, DEFAULT, WORK.resting()));

    Applied applied = apply(about("subject"));

    assertThat(applied.created()).isFalse();
    assertThat(world.all()).containsExactly(applied.session());
    assertThat(applied.session().spec().subject()).contains("subject");
  }

  @Test
  @DisplayName("S-07 a create that is refused for anything but its name stays refused")
  void aCreateThatIsRefusedStaysRefused() {
    Session holder = sessions.create(ANN, DEFAULT, role("Reviewer").named("Holder"));

    assertThatThrownBy(() -> apply(role("Reviewer")))
        .isInstanceOfSatisfying(
            AlreadyExists.class,
            refusal -> assertThat(refusal.holder()).isEqualTo(holder.id().value()));
    world.workspaces.removeDirectory(World.DIRECTORY);
    assertThatThrownBy(() -> apply(WORK)).isInstanceOf(Unsatisfied.class);

    assertThat(world.all()).containsExactly(holder);
  }

  @Test
  @DisplayName("S-07 a stale version is refused; a version of nothing creates nothing")
  void aStaleVersionIsRefused() {
    var first = new ApplySession(about("subject"), NOTHING_SAID, OptionalLong.of(1));
    assertThatThrownBy(() -> sessions.apply(ANN, DEFAULT, first)).isInstanceOf(NotFound.class);
    assertThat(world.all()).isEmpty();
    apply(WORK.resting());

    Session updated = sessions.apply(ANN, DEFAULT, first).session();

    assertThat(updated.revision().version()).isEqualTo(2);
    assertThatThrownBy(() -> sessions.apply(ANN, DEFAULT, first)).isInstanceOf(Stale.class);
    assertThat(world.all()).containsExactly(updated);
  }

  @Test
  @DisplayName("S-07 a deleted session is not there: its name makes another")
  void aDeletedSessionIsNotThere() {
    Session first = apply(WORK).session();
    sessions.delete(ANN, DEFAULT, Requests.delete(first));

    Applied again = apply(WORK);

    assertThat(again.created()).isTrue();
    assertThat(again.session().id()).isNotEqualTo(first.id());
  }

  private Applied apply(CreateSession wanted) {
    return sessions.apply(ANN, DEFAULT, request(wanted, NOTHING_SAID));
  }

  private Session applyLabels(Map<String, String> labels) {
    var metadata = new MetadataPatch(Optional.empty(), all(labels), MapPatch.NONE);
    return sessions.apply(ANN, DEFAULT, request(labelled(labels), metadata)).session();
  }

  private void assertInvalid(String field, CreateSession wanted) {
    assertThatThrownBy(() -> apply(wanted))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  private SessionId onlyId() {
    return world.all().getFirst().id();
  }

  private static ApplySession request(CreateSession wanted, MetadataPatch metadata) {
    return new ApplySession(wanted, metadata, OptionalLong.empty());
  }

  private static CreateSession about(String subject) {
    return like(WORK.naming(), Requests.about(WORK.spec(), subject), Map.of(), none());
  }

  private static CreateSession naming(Naming naming) {
    return like(naming, WORK.spec(), Map.of(), none());
  }

  private static CreateSession labelled(Map<String, String> labels) {
    return like(WORK.naming(), WORK.spec(), labels, none());
  }

  private static CreateSession role(String role) {
    return like(WORK.naming(), WORK.spec(), Map.of(), Optional.of(role));
  }

  private static CreateSession like(
      Naming naming, SessionSpec spec, Map<String, String> labels, Optional<String> role) {
    return new CreateSession(
        naming, spec, labels, Map.of(), OwnerChoice.ACCOUNT, none(), role, WORK.workers(), true);
  }

  private static MapPatch all(Map<String, String> values) {
    Map<String, Optional<String>> entries = new HashMap<>();
    values.forEach((key, value) -> entries.put(key, Optional.of(value)));
    return new MapPatch(true, entries);
  }

  private static Optional<Slug> slug(String slug) {
    return Optional.of(new Slug(slug));
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
