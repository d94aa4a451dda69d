package dev.agentsessions.testkit.workspace;

import dev.agentsessions.catalog.Repository;
import dev.agentsessions.testkit.FakeRepositoryClones;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.RepositoryClones;

class FakeRepositoryClonesTest implements RepositoryClonesContract {
  private final FakeRepositoryClones clones = new FakeRepositoryClones();

  @Override
  public RepositoryClones clones() {
    return clones;
  }

  @Override
  public GitUrl remote() {
    return GitUrl.parse("https://example.org/team/engine.git");
  }

  @Override
  public GitUrl far() {
    return remote();
  }

  @Override
  public GitUrl away() {
    GitUrl away = GitUrl.parse("https://away.example.org/engine");
    clones.lose(away);
    return away;
  }

  @Override
  public boolean isThere(Repository repository) {
    return clones.isMade(repository.path());
  }

  @Override
  public void work(Repository repository) {
    clones.fill(repository.id(), "commits of its own");
  }
}
