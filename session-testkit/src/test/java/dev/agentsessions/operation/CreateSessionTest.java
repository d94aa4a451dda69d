package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.World.DIRECTORY;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.SessionChange.SessionCreated;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.FakeClock;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateSessionTest {
  private final World world = new World();
  private final Sessions sessions = TestHost.in(world).sessions();

  @Test
  @DisplayName("S-01 a session is stored whole, every default filled, Pending and wanted to run")
  void aSessionIsStoredWhole() {
    Session created = create(Requests.quick().named("My Agent"));

    assertThat(created.id().value()).matches("ses-[0-9a-z]{26}");
    assertThat(created.identity().slug()).isEqualTo(new Slug("my-agent"));
    assertThat(created.identity().name()).isEqualTo("My Agent");
    assertThat(created.identity().project()).isEqualTo(DEFAULT);
    assertThat(created.identity().owner()).isEqualTo(new Owner(OwnerScope.IDENTITY_ACCOUNT, "ann"));
    assertThat(created.identity().parent()).isEmpty();
    assertThat(created.identity().role()).isEmpty();
    assertThat(created.metadata()).isEqualTo(SessionMetadata.named("My Agent"));
    assertThat(created.spec()).isEqualTo(SessionSpec.of(new QuickSession(DIRECTORY)));
    assertThat(created.desired()).isEqualTo(Desired.RUNNING);
    assertThat(created.revision())
        .isEqualTo(Revision.first(new Revision.Change(FakeClock.NOON, "ann")));
    assertThat(created.status()).isEqualTo(SessionStatus.CREATED);
    assertThat(created.ownership()).isEqualTo(Ownership.of(World.NODE));
    assertThat(created.liveness()).isEqualTo(Liveness.from(FakeClock.NOON));
    assertThat(created.workers()).isEmpty();
    assertThat(world.read(created.id())).isEqualTo(created);
    assertThat(world.changes(created.id()))
        .containsExactly(new SessionCreated("My Agent", created.state()));
  }

  @Test
  @DisplayName("L-12 a session whose runtime is not this machine's may be driven by any host")
  void aSessionOfAnotherRuntimeLivesNowhere() {
    world.remote.reachFromAnywhere();

    Session created = create(Requests.remote());

    assertThat(created.ownership()).isEqualTo(Ownership.ANYWHERE);
  }

  @Test
  @DisplayName("S-01 what a caller gives is kept: id, slug, display name, labels, role")
  void whatIsGivenIsKept() {
    CreateSession plain = Requests.quick();
    Session created =
        create(
            new CreateSession(
                new Naming(
                    Optional.of(new SessionId("Imported-1")),
                    Optional.of("My Agent"),
                    Optional.of(new Slug("other")),
                    Optional.of(" Shown ")),
                plain.spec(),
                Map.of("team", "a"),
                Map.of("note", "b"),
                plain.owner(),
                Optional.empty(),
                Optional.of("Reviewer"),
                Optional.empty(),
                true));

    assertThat(created.id()).isEqualTo(new SessionId("Imported-1"));
    assertThat(created.identity().slug()).isEqualTo(new Slug("other"));
    assertThat(created.identity().role()).contains("Reviewer");
    assertThat(created.metadata())
        .isEqualTo(new SessionMetadata("Shown", Map.of("team", "a"), Map.of("note", "b")));
  }

  @Test
  @DisplayName("S-01 a session that shall not start rests as Pending, without an owner")
  void aRestingSessionRests() {
    Session created = create(Requests.quick(Requests.SHELL).resting());

    assertThat(created.desired()).isEqualTo(Desired.STOPPED);
    assertThat(created.status()).isEqualTo(SessionStatus.CREATED);
    assertThat(created.needsOwner()).isFalse();
  }

  @Test
  @DisplayName("S-01 a name is made of the directory and a random part")
  void aNameIsMadeOfTheDirectory() {
    Session created = create(Requests.quick());

    assertThat(created.identity().name()).isEqualTo("work-00001");
    assertThat(created.identity().slug()).isEqualTo(new Slug("work-00001"));
    assertThat(created.metadata().displayName()).isEqualTo("work-00001");
  }

  @ParameterizedTest(name = "S-01 {0}")
  @DisplayName("S-01 a name can be made of every directory, also where its letters make no slug")
  @ValueSource(strings = {"/", "/srv/ses-1", "/srv/ses", "/srv/Ses 1", "/srv/你好", "/srv/---"})
  void aNameCanBeMadeOfEveryDirectory(String directory) {
    world.workspaces.addDirectory(Path.of(directory));

    Session created =
        create(CreateSession.of(SessionSpec.of(new QuickSession(Path.of(directory)))));

    assertThat(sessions.get(ANN, DEFAULT, refTo(created.identity().slug()))).isEqualTo(created);
  }

  @Test
  @DisplayName("S-01 a name that is made of a long directory is cut between characters")
  void aLongNameIsCutBetweenCharacters() {
    Path directory = Path.of("/srv/a" + "\uD83D\uDE00".repeat(60));
    world.workspaces.addDirectory(directory);

    String name =
        create(CreateSession.of(SessionSpec.of(new QuickSession(directory)))).identity().name();

    assertThat(name).hasSizeLessThanOrEqualTo(200).endsWith("-00001");
    assertThat(name.codePoints())
        .as("characters of %s", name)
        .noneMatch(each -> Character.getType(each) == Character.SURROGATE);
  }

  @Test
  @DisplayName("S-01 a name is made of the branch and a random part")
  void aNameIsMadeOfTheBranch() {
    world.workspaces.addRepository("/srv/repo", "main");

    Session created = create(worktree("/srv/repo", "feature/login", Optional.of("main")));

    assertThat(created.identity().name()).isEqualTo("feature-login-00001");
  }

  @Test
  @DisplayName("S-01 a made name that is taken is made again")
  void aTakenMadeNameIsMadeAgain() {
    world.ids.nextRandoms(List.of("aaaaa", "aaaaa", "aaaaa", "bbbbb"));

    Session first = create(Requests.quick(Requests.SHELL));
    Session second = create(Requests.quick(Requests.SHELL));

    assertThat(first.identity().slug()).isEqualTo(new Slug("work-aaaaa"));
    assertThat(second.identity().slug()).isEqualTo(new Slug("work-bbbbb"));
    assertThat(world.read(second.id())).isEqualTo(second);
  }

  @Test
  @DisplayName("S-01 a made name that is always taken is AlreadyExists in the end, not a loop")
  void aMadeNameIsNotTriedForEver() {
    world.ids.nextRandoms(Collections.nCopies(100, "aaaaa"));
    Session holder = create(Requests.quick());

    assertRefused("name", holder, () -> create(Requests.quick()));
  }

  @Test
  @DisplayName("S-01 1,000 concurrent unnamed creates give 1,000 sessions")
  void concurrentUnnamedCreatesAllSucceed() throws Exception {
    int count = 1000;
    world.ids.nextRandoms(Collections.nCopies(3, "aaaaa"));
    Callable<Session> creation = () -> create(Requests.quick(Requests.SHELL));

    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Session> created =
          pool.invokeAll(Collections.nCopies(count, creation)).stream()
              .map(Future::resultNow)
              .toList();

      assertThat(created).extracting(Session::id).doesNotHaveDuplicates().hasSize(count);
      assertThat(created).extracting(session -> session.identity().slug()).doesNotHaveDuplicates();
      assertThat(created).allSatisfy(each -> assertThat(world.read(each.id())).isEqualTo(each));
    }
  }

  @Test
  @DisplayName("S-01 a given name whose slug is taken names the holder, and nothing is written")
  void aTakenNameIsRefused() {
    Session holder = create(Requests.quick().named("My Agent"));

    assertRefused("name", holder, () -> create(Requests.quick().named("my  AGENT!")));
    assertRefused("name", holder, () -> create(named(Naming.of("x"), new Slug("my-agent"))));
  }

  @Test
  @DisplayName("S-01 a given id that exists names the holder, and nothing is overwritten")
  void aTakenIdIsRefused() {
    Session holder = create(Requests.quick().named("My Agent"));
    var sameId =
        new Naming(Optional.of(holder.id()), Optional.empty(), Optional.empty(), Optional.empty());

    assertRefused("id", holder, () -> create(named(sameId)));
  }

  @Test
  @DisplayName("S-19 a role that a live session holds names the holder, and nothing is written")
  void aTakenRoleIsRefused() {
    Session holder = create(withRole("Reviewer").resting());

    assertRefused("role", holder, () -> create(withRole("Reviewer")));
  }

  @Test
  @DisplayName("S-01 a missing directory is refused before anything is stored")
  void aMissingDirectoryIsRefused() {
    world.workspaces.removeDirectory(DIRECTORY);

    assertThatThrownBy(() -> create(Requests.quick()))
        .isInstanceOfSatisfying(
            Unsatisfied.class, refusal -> assertThat(refusal.field()).isEqualTo("spec.location"));

    assertNothingStored();
  }

  @Test
  @DisplayName("S-01 a missing repository or base branch is refused before anything is stored")
  void aMissingRepositoryOrBranchIsRefused() {
    world.workspaces.addRepository("/srv/repo", "main");

    assertThatThrownBy(() -> create(worktree("/srv/none", "b", Optional.empty())))
        .isInstanceOfSatisfying(
            Unsatisfied.class, refusal -> assertThat(refusal.field()).isEqualTo("spec.repository"));
    assertThatThrownBy(() -> create(worktree("/srv/repo", "b", Optional.of("none"))))
        .isInstanceOfSatisfying(
            Unsatisfied.class, refusal -> assertThat(refusal.field()).isEqualTo("spec.base"));

    assertNothingStored();
  }

  @Test
  @DisplayName("S-01 a write that fails leaves nothing, and the same create succeeds later")
  void aFailedWriteLeavesNothing() {
    world.store.failNextWrite();

    assertThatThrownBy(() -> create(Requests.quick().named("n"))).isInstanceOf(Unavailable.class);

    assertNothingStored();
    assertThat(create(Requests.quick().named("n")).identity().name()).isEqualTo("n");
  }

  @Test
  @DisplayName("S-28 a create in a project that is not there is NotFound")
  void anUnknownProjectIsNotFound() {
    assertThatThrownBy(() -> sessions.create(ANN, new ProjectId("none"), Requests.quick()))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("none");
  }

  @ParameterizedTest(name = "S-12 {0}")
  @DisplayName("S-12 a name that makes no slug is an argument error, and nothing is stored")
  @ValueSource(strings = {"你好", "!!!", "ses-1", "Ses 1"})
  void aNameWithoutASlugIsRefused(String name) {
    assertThatThrownBy(() -> create(Requests.quick().named(name)))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("name"))
        .hasMessageContaining(name.startsWith("ses") ? "ses-" : "name");

    assertNothingStored();
  }

  @Test
  @DisplayName("S-12 a given slug is kept where the name's would be refused")
  void aGivenSlugIsKept() {
    Session created = create(named(Naming.of("你好"), new Slug("hello")));

    assertThat(created.identity().slug()).isEqualTo(new Slug("hello"));
    assertThat(created.identity().name()).isEqualTo("你好");
  }

  @Test
  @DisplayName("S-12 the same slug in two projects is two sessions")
  void theSameSlugInTwoProjectsIsFine() {
    var other = new ProjectId("other");
    world.projects.create(
        new Project(other, Optional.empty(), ProjectSettings.NONE, FakeClock.NOON));

    Session here = create(Requests.quick().named("same"));
    Session there = sessions.create(ANN, other, Requests.quick().named("same"));

    assertThat(sessions.get(ANN, DEFAULT, refTo(new Slug("same")))).isEqualTo(here);
    assertThat(sessions.get(ANN, other, refTo(new Slug("same")))).isEqualTo(there);
  }

  private Session create(CreateSession request) {
    return sessions.create(ANN, DEFAULT, request);
  }

  private static CreateSession worktree(String repository, String branch, Optional<String> base) {
    return CreateSession.of(SessionSpec.of(new WorktreeSession(repository, branch, base)));
  }

  private static CreateSession named(Naming naming, Slug slug) {
    return named(new Naming(naming.id(), naming.name(), Optional.of(slug), naming.displayName()));
  }

  private static CreateSession named(Naming naming) {
    CreateSession plain = Requests.quick();
    return new CreateSession(
        naming,
        plain.spec(),
        plain.labels(),
        plain.annotations(),
        plain.owner(),
        plain.parent(),
        plain.role(),
        plain.workers(),
        plain.start());
  }

  private static CreateSession withRole(String role) {
    CreateSession plain = Requests.quick();
    return new CreateSession(
        plain.naming(),
        plain.spec(),
        plain.labels(),
        plain.annotations(),
        plain.owner(),
        plain.parent(),
        Optional.of(role),
        plain.workers(),
        plain.start());
  }

  private static SessionRef refTo(Slug slug) {
    return new SessionRef.BySlug(slug);
  }

  private void assertRefused(String field, Session holder, ThrowingCallable creation) {
    List<Session> before = world.all();

    assertThatThrownBy(creation)
        .isInstanceOfSatisfying(
            AlreadyExists.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo(field);
              assertThat(refusal.holder()).isEqualTo(holder.id().value());
            });

    assertThat(world.all()).isEqualTo(before).contains(holder);
  }

  private void assertNothingStored() {
    assertThat(world.all()).isEmpty();
    assertThat(world.journal.end(new OfProject(DEFAULT, 0))).isEqualTo(new OfProject(DEFAULT, 0));
    assertThat(world.environments.mutations()).isEmpty();
  }
}
