package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsGit
class AgenticCopyIT extends CopiedFiles {
  private TestRepository engine;

  @BeforeEach
  void makeRepository() {
    engine = TestRepository.at(temp.resolve("source-engine")).bare(temp.resolve("engine.git"));
  }

  @Override
  GitConfig git() {
    return GitConfig.USUAL.reaching(EnumSet.allOf(Scheme.class));
  }

  @Override
  Path root(Session session) {
    return AgenticPlace.of(session, host.config).root();
  }

  private static AgenticSession of(TestRepository... origins) {
    return new AgenticSession(
        List.of(origins).stream()
            .map(origin -> SourceRepository.of(GitUrl.parse(origin.path().toString())))
            .toList(),
        Optional.empty());
  }

  @Override
  public Session source(Map<String, String> files) {
    Session source = host.stored(host.ready(host.session(of(engine))));
    files.forEach((path, text) -> write(source, path, text));
    return source;
  }

  @Override
  public Session copyOf(Session source) {
    return host.copyOf(source, source.spec().kind());
  }

  private TestRepository clone(Session session) {
    return engine.in(root(session).resolve("repos/engine"));
  }

  @Test
  @DisplayName(
      "S-09 clones are copied with unpushed commits and work, whatever the remote has since")
  void clonesAreCopied() {
    Session source = source(Map.of("uploaded", "beside the clones"));
    TestRepository theirs = clone(source);
    theirs.write(".gitignore", "*.log\n");
    theirs.git("add", ".gitignore");
    String head = theirs.commit("mine", "not pushed");
    theirs.git("branch", "idea");
    theirs.write("mine", "staged");
    theirs.git("add", "mine");
    theirs.write("README", "not staged");
    theirs.write("untracked", "new");
    theirs.write("x.log", "ignored");
    String status = theirs.git("status", "--porcelain=v2", "--branch");
    Trees.delete(engine.path()); // nobody asks the remote

    Session copy = host.ready(copyOf(source));

    TestRepository ours = clone(copy);
    assertThat(ours.git("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(ours.git("status", "--porcelain=v2", "--branch")).isEqualTo(status);
    assertThat(ours.git("diff", "--cached")).isEqualTo(theirs.git("diff", "--cached")).isNotEmpty();
    assertThat(ours.branches()).contains("idea", "main");
    assertThat(ours.git("remote", "get-url", "origin")).isEqualTo("file://" + engine.path());
    assertThat(ours.path().resolve("x.log")).doesNotExist();
    assertThat(read(copy, "uploaded")).hasValue("beside the clones");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("S-09 a repository removed from the source in the middle of a copy fails the clone")
  void aRepositoryThatIsRemovedMeanwhile(boolean filesGo) throws IOException {
    Session source = source(Map.of("notes", "mine"));
    Session copy = copyOf(source);
    GatedGit gate = gate(source, "pack-objects");
    host.ensure(copy);
    gate.awaitAt();

    host.change(source, of());
    if (filesGo) {
      Trees.delete(root(source).resolve("repos/engine"));
    }
    gate.open();

    assertThat(host.settle(copy))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.COPY_FAILED);
              assertThat(failed.message()).contains("a repository was removed");
            });
    assertThat(host.release(copy, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(root(copy)).doesNotExist();
    assertThat(read(source, "notes")).hasValue("mine");
  }

  @Test
  @DisplayName("S-09 a clone that the source does not have is made as in any workspace")
  void whatTheSourceDoesNotHaveIsCloned() {
    Session source = source(Map.of("repos/mine/file", "of an agent's own"));
    Trees.delete(root(source).resolve("repos/engine"));
    Trees.delete(AgenticPlace.of(source, host.config).signs().resolve("repos-engine"));

    Session copy = host.ready(copyOf(source));

    assertThat(clone(copy).git("rev-parse", "HEAD")).isEqualTo(engine.git("rev-parse", "main"));
    assertThat(read(copy, "repos/mine/file")).hasValue("of an agent's own");
  }
}
