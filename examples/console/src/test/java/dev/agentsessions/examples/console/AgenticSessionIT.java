package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.examples.program.StoreChoice;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.AddRepository;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.Provisions;
import dev.agentsessions.operation.RemoveRepository;
import dev.agentsessions.operation.SwitchWorkflow;
import dev.agentsessions.operation.Target;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.pty.PtyModule;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.WorkspacePath;
import dev.agentsessions.workspace.local.GitConfig;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scripted agent on a real terminal, in a workspace of real clones. */
class AgenticSessionIT {
  private static final Caller ANN = Caller.of("ann");
  private static final AgentId SCRIPTED = new AgentId("scripted");
  private static final String SCRIPT =
      "printf '<%s|%s>' \"$PWD\" \"$SESSION_DIRS\"; exec cat"; // until somebody ends it

  @TempDir Path temp;

  private AgentSessions start() {
    Path data = temp.resolve("data");
    GitConfig git = GitConfig.USUAL.reaching(EnumSet.of(Scheme.HTTPS, Scheme.SSH, Scheme.FILE));
    return AgentSessions.start(
        new StoreChoice.H2().module(data),
        new WorkspaceModule(
            new WorkspaceConfig(data.resolve("worktrees"), git, Duration.ofMinutes(1), 4)),
        new PtyModule(PtyConfig.at(data, System.getenv())),
        new AgentsModule(List.of(new Agent(SCRIPTED, "Scripted", List.of("sh", "-c", SCRIPT)))),
        new SingleUserModule(),
        new SessionModule(HostConfig.in(data)));
  }

  private GitUrl origin(String name, String file) throws Exception {
    GitRepository source = GitRepository.in(temp.resolve("source-" + name));
    Path target = source.directory().resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, "hello");
    source.git("add", ".");
    source.git("commit", "--quiet", "--message=More");
    Path bare = temp.resolve(name + ".git");
    source.git("clone", "--quiet", "--bare", source.directory().toString(), bare.toString());
    return GitUrl.parse(bare.toString());
  }

  @Test
  @DisplayName("S-21, S-22, S-23 under a running agent: repositories come and go, workflows change")
  void underARunningAgent() throws Exception {
    GitUrl engine = origin("engine", "README");
    GitUrl wheel = origin("wheel", "README");
    GitUrl flows = origin("flows", "review/.claude/commands/go.md");
    try (AgentSessions host = start()) {
      Provisions provisions = host.get(Provisions.class);
      var kind = new AgenticSession(List.of(SourceRepository.of(engine)), Optional.empty());
      Session session =
          host.sessions()
              .create(
                  ANN,
                  ProjectId.DEFAULT,
                  CreateSession.of(SessionSpec.of(kind))
                      .named("Agentic")
                      .with(NewWorker.of(new AgentWorker(SCRIPTED))));
      Target target = Target.of(new SessionRef.ById(session.id()));
      Path root = temp.resolve("data/workspaces").resolve(session.id().value() + "/workspace");
      String repos = root.resolve("repos").toString();
      assertThat(said(host, session, 1)).isEqualTo("<" + root + "|" + repos + "/engine>");
      await().until(() -> read(host, session).state() == SessionState.ACTIVE);

      provisions.add(ANN, ProjectId.DEFAULT, new AddRepository(target, SourceRepository.of(wheel)));
      assertThat(said(host, session, 2))
          .isEqualTo("<" + root + "|" + repos + "/engine:" + repos + "/wheel>");
      assertThat(root.resolve("repos/wheel/README")).hasContent("hello");

      provisions.remove(ANN, ProjectId.DEFAULT, new RemoveRepository(target, "engine"));
      assertThat(said(host, session, 3)).isEqualTo("<" + root + "|" + repos + "/wheel>");
      assertThat(root.resolve("repos/engine")).doesNotExist();

      var review = new ActiveWorkflow(flows, "main", new WorkspacePath("review"));
      provisions.switchTo(ANN, ProjectId.DEFAULT, new SwitchWorkflow(target, review));
      String fourth = said(host, session, 4);
      assertThat(fourth)
          .startsWith("<" + root.resolve("workflows"))
          .endsWith("/review|" + repos + "/wheel>");
      provisions.switchTo(ANN, ProjectId.DEFAULT, new SwitchWorkflow(target, review));

      var away = GitUrl.parse(temp.resolve("away.git").toString());
      provisions.switchTo(
          ANN,
          ProjectId.DEFAULT,
          new SwitchWorkflow(target, new ActiveWorkflow(away, "main", WorkspacePath.ROOT)));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> read(host, session).status().conditions().list().toString().contains("away"));
      Session after = read(host, session);
      assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
      assertThat(after.provision().active()).contains(review);
      assertThat(after.status().run().restartCount()).isEqualTo(3);
      assertThat(after.workers().getFirst().observed().epoch()).isEqualTo(4);

      provisions.switchTo(ANN, ProjectId.DEFAULT, SwitchWorkflow.toNone(target));
      assertThat(said(host, session, 5)).isEqualTo("<" + root + "|" + repos + "/wheel>");
      assertThat(read(host, session).status().run().restartCount()).isEqualTo(4);
    }
  }

  private static Session read(AgentSessions host, Session session) {
    return host.sessions().get(ANN, ProjectId.DEFAULT, new SessionRef.ById(session.id()));
  }

  /** What the agent of an epoch printed, once it is whole. */
  private static String said(AgentSessions host, Session session, long epoch) {
    var worker = new WorkerRef(session.id(), session.workers().getFirst().id());
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> output(host.get(OutputLog.class), worker, epoch), text -> text.endsWith(">"));
  }

  private static String output(OutputLog log, WorkerRef worker, long epoch) {
    ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
    log.read(new OutputCursor(worker, epoch, 0), bytes);
    return UTF_8.decode(bytes.flip()).toString().strip();
  }
}
