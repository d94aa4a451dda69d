package dev.agentsessions.bench.host;

import static java.util.Objects.requireNonNull;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Operation;
import dev.agentsessions.bench.Report;
import dev.agentsessions.bench.Rounds;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.workspace.DiffBase;
import dev.agentsessions.workspace.WorkspaceGit;
import dev.agentsessions.workspace.WorkspaceRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Status and diff of a large repository against the git program, told to find out the same by as
 * few calls as a person needs.
 */
public final class GitAgainstGit implements Measurement {
  private static final int FOLDERS = 500;
  private static final int FILES = 100;
  private static final int CHANGED = 20;

  /** One call a turn: each takes longer than a turn. */
  private static final Rounds ROUNDS = new Rounds(5, 31, Duration.ofMillis(1));

  private static final String[] STATUS = {
    "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all"
  };
  private static final String[] DIFF = {"diff", "--raw", "--numstat", "-z", "HEAD"};
  private static final String[] UNTRACKED = {"ls-files", "--others", "--exclude-standard", "-z"};

  private final Path work;
  private final Path tree;

  public GitAgainstGit(Path work) {
    this.work = work;
    this.tree = work.resolve("tree");
  }

  @Override
  public void run(Report report) throws Exception {
    WorkspaceGit git =
        requireNonNull(
            Guice.createInjector(new LoneWorkspaces(work))
                .getInstance(Key.get(new TypeLiteral<Map<String, WorkspaceGit>>() {}))
                .get(SessionSpec.LOCAL));
    WorkspaceRepository repository =
        WorkspaceRepository.of(
            new SampleSession(new SessionId("ses-bench"), ProjectId.DEFAULT, "bench")
                .kind(new QuickSession(tree))
                .build());
    fill();
    report.title("Git on " + FOLDERS * FILES + " files, against the git program");
    measure(report, "status, clean", () -> git.status(repository), () -> git(STATUS));
    change();
    measure(
        report,
        "status, " + 2 * CHANGED + " files differ",
        () -> git.status(repository),
        () -> {
          git(STATUS);
          git(DIFF);
        });
    measure(
        report,
        "diff, " + 2 * CHANGED + " files differ",
        () -> git.diff(repository, DiffBase.HEAD),
        () -> {
          git(DIFF);
          git(UNTRACKED);
        });
  }

  private static void measure(Report report, String what, Operation ours, Operation theirs)
      throws Exception {
    Rounds.Times times = ROUNDS.run(ours, theirs);
    report.figure(what + ", git", times.theirsMicros() / 1e3, "ms");
    report.figure(what + ", ours", times.oursMicros() / 1e3, "ms");
    report.figure(what + ", part of git's time", 1 / times.speed(), "", new AtMost(1.15));
  }

  private void fill() throws Exception {
    Files.createDirectories(tree);
    git("init", "--quiet", "--initial-branch=main");
    // As old as files usually are: of younger ones git does not believe the time.
    FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
    for (int folder = 0; folder < FOLDERS; folder++) {
      Path path = Files.createDirectory(tree.resolve("folder" + folder));
      for (int file = 0; file < FILES; file++) {
        Path each = path.resolve("file" + file);
        Files.writeString(each, "line\n".repeat(1 + file % 7));
        Files.setLastModifiedTime(each, old);
      }
    }
    git("add", "--all");
    git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "All");
  }

  private void change() throws IOException {
    for (int file = 0; file < CHANGED; file++) {
      Files.writeString(tree.resolve("folder" + file + "/file1"), "other\n");
      Files.writeString(tree.resolve("folder" + file + "/new"), "new\n");
    }
  }

  private void git(String... words) throws Exception {
    var builder = new ProcessBuilder("git").directory(tree.toFile());
    builder.command().addAll(List.of(words));
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    process.getOutputStream().close();
    process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException("git " + words[0] + " failed");
    }
  }
}
