package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.operation.ApplySession;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.operation.MapPatch;
import dev.agentsessions.operation.MetadataPatch;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.OwnerChoice;
import dev.agentsessions.operation.Target;
import dev.agentsessions.operation.UpdateSession;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.Slug;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ApiRequestsTest {
  @Test
  void aCreateNeedsAKindAndWhatTheKindNeeds() {
    CreateSession request =
        ApiJson.readCreateSession(
            bytes("{\"kind\":\"quick\",\"spec\":{\"location\":\"/home/ada/notes\"}}"));

    assertThat(request).isEqualTo(CreateSession.of(Samples.QUICK));
  }

  @Test
  void aCreateMaySayEverything() {
    CreateSession request =
        ApiJson.readCreateSession(
            bytes(
                """
                {
                  "id": "ses-09", "name": "Fix 42", "slug": "fix-42", "displayName": "Fix it",
                  "kind": "worktree",
                  "spec": {
                    "runtime": "local",
                    "repository": "/src/engine", "branch": "fix-42", "base": "main",
                    "agent": "claude",
                    "initialPrompt": "Say \\"hällo\\",\\nthen \\ud83d\\ude00 wait",
                    "llm": {"model": "opus", "temperature": 0, "maxTokens": 8000},
                    "templateVars": {"tone": "dry"},
                    "environment": {"LANG": "C.UTF-8", "EDITOR": "vi"},
                    "timeout": "PT1H30M", "inactivityTimeout": "PT0S",
                    "interactive": false, "stopOnRunFinished": true,
                    "subject": "The engine"
                  },
                  "labels": {"team": "a"}, "annotations": {"note": "b"},
                  "owner": {"scope": "organization", "id": "acme"},
                  "parent": "ses-08", "role": "fixer",
                  "workers": [
                    {"kind": "agent", "agent": "claude", "name": "First"},
                    {"kind": "terminal", "command": ["top", "-d", "1"], "cols": 80, "rows": 24}
                  ],
                  "start": false
                }
                """));

    assertThat(request)
        .isEqualTo(
            new CreateSession(
                new Naming(
                    Optional.of(new SessionId("ses-09")),
                    Optional.of("Fix 42"),
                    Optional.of(new Slug("fix-42")),
                    Optional.of("Fix it")),
                Samples.WORKTREE,
                Map.of("team", "a"),
                Map.of("note", "b"),
                new OwnerChoice(OwnerScope.ORGANIZATION, Optional.of("acme")),
                Optional.of(new SessionId("ses-08")),
                Optional.of("fixer"),
                Optional.of(
                    List.of(
                        new NewWorker(
                            new AgentWorker(new AgentId("claude")),
                            Optional.of("First"),
                            WindowSize.DEFAULT),
                        new NewWorker(
                            new TerminalWorker(List.of("top", "-d", "1")),
                            Optional.empty(),
                            new WindowSize(80, 24)))),
                false));
  }

  @Test
  void aSpecCanBeSentAsItWasGot() {
    String spec = JsonWriter.write(json -> SpecJson.write(json, Samples.WORKTREE));

    CreateSession request =
        ApiJson.readCreateSession(bytes("{\"kind\":\"worktree\",\"spec\":" + spec + "}"));

    assertThat(request.spec()).isEqualTo(Samples.WORKTREE);
  }

  @Test
  void nullIsLikeAbsent() {
    CreateSession request =
        ApiJson.readCreateSession(
            bytes(
                """
                {"kind":"quick","name":null,"role":null,"labels":null,"workers":null,"start":null,
                 "spec":{"location":"/home/ada/notes","agent":null,"llm":null,"timeout":null}}
                """));

    assertThat(request).isEqualTo(CreateSession.of(Samples.QUICK));
  }

  @Test
  void noWorkersAreNotAbsentWorkers() {
    CreateSession request =
        ApiJson.readCreateSession(
            bytes("{\"kind\":\"quick\",\"spec\":{\"location\":\"/tmp\"},\"workers\":[]}"));

    assertThat(request.workers()).contains(List.of());
  }

  @Test
  void aTerminalNeedsNothing() {
    assertThat(ApiJson.readNewWorker(bytes("{\"kind\":\"terminal\"}")))
        .isEqualTo(NewWorker.of(TerminalWorker.LOGIN_SHELL));
  }

  @Test
  void aPatchSetsKeepsAndRemoves() {
    MetadataPatch patch =
        ApiJson.readMetadataPatch(
            bytes("{\"displayName\":\"New\",\"labels\":{\"set\":\"1\",\"gone\":null}}"));

    assertThat(patch)
        .isEqualTo(
            new MetadataPatch(
                Optional.of("New"),
                new MapPatch(false, Map.of("set", Optional.of("1"), "gone", Optional.empty())),
                MapPatch.NONE));
  }

  @Test
  void aPatchOfNullRemovesAll() {
    MetadataPatch patch = ApiJson.readMetadataPatch(bytes("{\"annotations\":null}"));

    assertThat(patch)
        .isEqualTo(
            new MetadataPatch(Optional.empty(), MapPatch.NONE, new MapPatch(true, Map.of())));
  }

  @Test
  void aStopNeedsNoReason() {
    assertThat(ApiJson.readStopReason(bytes(""))).isEqualTo(Reason.USER);
    assertThat(ApiJson.readStopReason(bytes("{}"))).isEqualTo(Reason.USER);
    assertThat(ApiJson.readStopReason(bytes("{\"reason\":\"Budget\"}")))
        .isEqualTo(new Reason("Budget"));
  }

  @Test
  void aProjectNeedsAnId() {
    NewProject bare = ApiJson.readNewProject(bytes("{\"id\":\"lab\"}"));
    NewProject full =
        ApiJson.readNewProject(
            bytes(
                "{\"id\":\"lab\",\"displayName\":\"The lab\","
                    + "\"settings\":{\"inactivityTimeout\":\"PT8H\"}}"));

    assertThat(bare)
        .isEqualTo(new NewProject(new ProjectId("lab"), Optional.empty(), ProjectSettings.NONE));
    assertThat(full)
        .isEqualTo(
            new NewProject(
                new ProjectId("lab"),
                Optional.of("The lab"),
                ProjectSettings.NONE.withInactivityTimeout(Duration.ofHours(8))));
  }

  @Test
  void aCursorComesBackAsItWent() {
    var cursor = new SessionCursor(Samples.NOON.plusNanos(123_000), new SessionId("ses-01"));

    assertThat(ApiJson.readCursor(PageCursor.write(cursor))).isEqualTo(cursor);
  }

  @Test
  void anUpdateNeedsAKindAndASpec() {
    Target target = Target.of(SessionRef.parse("notes"));

    UpdateSession request =
        ApiJson.readUpdateSession(
            bytes("{\"kind\":\"quick\",\"spec\":{\"location\":\"/home/ada/notes\"}}"), target);

    assertThat(request).isEqualTo(new UpdateSession(target, Samples.QUICK));
  }

  @Test
  void anApplyReplacesTheMetadataThatItSaysAndKeepsTheRest() {
    ApplySession request =
        ApiJson.readApplySession(
            bytes(
                """
                {"name": "n", "kind": "quick", "spec": {"location": "/home/ada/notes"},
                 "labels": {"team": "a"}, "annotations": null}
                """),
            OptionalLong.of(3));

    assertThat(request.session().spec()).isEqualTo(Samples.QUICK);
    assertThat(request.session().labels()).isEqualTo(Map.of("team", "a"));
    assertThat(request.version()).hasValue(3);
    assertThat(request.metadata())
        .isEqualTo(
            new MetadataPatch(
                Optional.empty(),
                new MapPatch(true, Map.of("team", Optional.of("a"))),
                MapPatch.NONE));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(UTF_8);
  }
}
