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
import dev.agentsessions.identity.Caller;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatchSessionTest {
  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Sessions sessions = host.sessions();
  private final Session session =
      sessions.create(ANN, DEFAULT, Requests.quick().named("n").resting());

  @Test
  @DisplayName("S-06 a display name is trimmed and kept apart from name and slug")
  void aDisplayNameIsTrimmed() {
    world.clock.advance(Duration.ofSeconds(5));

    Session patched = patch(Caller.of("bob"), displayName("  New name "));

    assertThat(patched.metadata().displayName()).isEqualTo("New name");
    assertThat(patched.identity()).isEqualTo(session.identity());
    assertThat(patched.revision().version()).isEqualTo(2);
    assertThat(patched.revision().generation()).isEqualTo(1);
    assertThat(patched.revision().updated().by()).isEqualTo("bob");
    assertThat(patched.revision().updated().at()).isEqualTo(world.clock.instant());
    assertThat(patched.revision().created()).isEqualTo(session.revision().created());
    assertThat(world.read(session.id())).isEqualTo(patched);
    assertThat(world.changes(session.id())).last().isEqualTo(new MetadataChanged("New name"));
  }

  @Test
  @DisplayName("S-06 labels and annotations are merged: set, replaced, and removed by null")
  void labelsAndAnnotationsAreMerged() {
    patch(ANN, labels(entries(Map.of("a", "1", "b", "2", "c", "3"))));

    Session patched =
        patch(
            ANN,
            new MetadataPatch(
                Optional.empty(),
                new MapPatch(
                    false,
                    Map.of("a", Optional.empty(), "b", Optional.of("9"), "d", Optional.of("4"))),
                entries(Map.of("note", "text"))));

    assertThat(patched.metadata())
        .isEqualTo(
            new SessionMetadata("n", Map.of("b", "9", "c", "3", "d", "4"), Map.of("note", "text")));
  }

  @Test
  @DisplayName("S-06 null in place of all labels removes them, and what is given with it stays")
  void nullRemovesAll() {
    patch(ANN, labels(entries(Map.of("a", "1", "b", "2"))));

    Session patched = patch(ANN, labels(new MapPatch(true, Map.of("c", Optional.of("3")))));

    assertThat(patched.metadata().labels()).isEqualTo(Map.of("c", "3"));
  }

  @Test
  @DisplayName("S-06 a patch that changes nothing moves no version and tells no event")
  void aPatchWithoutEffectChangesNothing() {
    Session same = patch(ANN, displayName(" n "));
    Session removed = patch(ANN, labels(new MapPatch(false, Map.of("none", Optional.empty()))));

    assertThat(same).isEqualTo(session);
    assertThat(removed).isEqualTo(session);
    assertThat(world.changes(session.id())).hasSize(1);
  }

  @Test
  @DisplayName("S-06 a wrong display name or label is refused with its field, nothing changed")
  void aWrongValueIsRefused() {
    assertInvalid("displayName", displayName("  "));
    assertInvalid("displayName", displayName("x".repeat(201)));
    assertInvalid("labels.k", labels(entries(Map.of("k", "v".repeat(64)))));
    assertInvalid("labels", labels(entries(Map.of("k".repeat(64), "v"))));
    assertInvalid(
        "annotations",
        new MetadataPatch(
            Optional.of("Other"), MapPatch.NONE, entries(Map.of("a", "v".repeat(256 * 1024 + 1)))));

    assertThat(world.read(session.id())).isEqualTo(session);
  }

  @ParameterizedTest(name = "S-06 {0}")
  @DisplayName("S-06 metadata can be patched in every state, and the state stays")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEANED")
  void metadataCanBePatchedInEveryState(SessionState state) {
    Session before = new SessionsInStates(world, host).in(state);

    Session patched =
        sessions.patch(
            ANN, DEFAULT, new PatchSession(Requests.target(before), displayName("Other")));

    assertThat(patched.metadata().displayName()).isEqualTo("Other");
    assertThat(patched.status()).isEqualTo(before.status());
    assertThat(world.read(before.id())).isEqualTo(patched);
  }

  @Test
  @DisplayName("S-06 a session that is not there is NotFound")
  void anUnknownSessionIsNotFound() {
    Target unknown = Target.of(new SessionRef.ById(new SessionId("ses-none")));

    assertThatThrownBy(
            () -> sessions.patch(ANN, DEFAULT, new PatchSession(unknown, displayName("x"))))
        .isInstanceOf(NotFound.class);
  }

  private Session patch(Caller caller, MetadataPatch patch) {
    return sessions.patch(caller, DEFAULT, new PatchSession(Requests.target(session), patch));
  }

  private void assertInvalid(String field, MetadataPatch patch) {
    assertThatThrownBy(() -> patch(ANN, patch))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  private static MetadataPatch displayName(String name) {
    return new MetadataPatch(Optional.of(name), MapPatch.NONE, MapPatch.NONE);
  }

  private static MetadataPatch labels(MapPatch labels) {
    return new MetadataPatch(Optional.empty(), labels, MapPatch.NONE);
  }

  private static MapPatch entries(Map<String, String> values) {
    Map<String, Optional<String>> entries = new HashMap<>();
    values.forEach((key, value) -> entries.put(key, Optional.of(value)));
    return new MapPatch(false, entries);
  }
}
