package dev.agentsessions.testkit;

import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.RepositoryClones;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Clones that are only names; a test says which remotes are away. Safe from any thread. */
public final class FakeRepositoryClones implements RepositoryClones {
  private static final Path ROOT = Path.of("/data/repositories");

  private final Set<Path> made = ConcurrentHashMap.newKeySet();
  private final Set<GitUrl> away = ConcurrentHashMap.newKeySet();
  private final Map<RepositoryId, String> held = new ConcurrentHashMap<>();
  private volatile Consumer<Consumer<CloneProgress>> during = FakeRepositoryClones::inTwoSteps;

  @Override
  public Path place(RepositoryId id, GitUrl url) {
    Invalid.check(
        url.scheme() == GitUrl.Scheme.HTTPS || url.scheme() == GitUrl.Scheme.SSH,
        "url",
        "must be reached by one of https, ssh");
    return folder(id).resolve(url.repositoryName());
  }

  @Override
  public void make(ProjectId project, Repository repository, Consumer<CloneProgress> progress) {
    if (made.contains(repository.path())) {
      return;
    }
    during.accept(progress);
    if (away.contains(repository.origin().orElseThrow().url())) {
      throw new RemoteFailed("git: the remote is away", null);
    }
    made.add(repository.path());
  }

  @Override
  public Optional<String> hold(Repository repository) {
    return Optional.ofNullable(held.get(repository.id()));
  }

  @Override
  public void clear(RepositoryId id) {}

  @Override
  public void remove(RepositoryId id) {
    made.removeIf(path -> path.startsWith(folder(id)));
  }

  private static Path folder(RepositoryId id) {
    return ROOT.resolve(id.value());
  }

  /** Whether a clone is there. */
  public boolean isMade(Path path) {
    return made.contains(path);
  }

  /** From now on a remote cannot be reached. */
  public void lose(GitUrl url) {
    away.add(url);
  }

  /** From now on it can be again. */
  public void restore(GitUrl url) {
    away.remove(url);
  }

  /** From now on somebody may want what is in a clone. */
  public void fill(RepositoryId id, String what) {
    held.put(id, what);
  }

  /** What happens in the middle of each clone that is made. */
  public void during(Runnable action) {
    during = progress -> action.run();
  }

  /** Who tells how far each clone is that is made, in place of two steps. */
  public void telling(Consumer<Consumer<CloneProgress>> progress) {
    during = progress;
  }

  private static void inTwoSteps(Consumer<CloneProgress> progress) {
    progress.accept(new CloneProgress(CloneProgress.Step.RECEIVING, 50));
    progress.accept(new CloneProgress(CloneProgress.Step.RECEIVING, 100));
  }
}
