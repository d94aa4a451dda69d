package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.GitUrl;
import java.nio.file.Path;

/** Where a repository that a caller names is: never changes afterwards. */
public sealed interface RepositorySource {
  /** What a repository is called if nobody says so. */
  String usualName();

  /** There already, on this machine. */
  record Directory(Path path) implements RepositorySource {
    public Directory {
      Invalid.check(path.isAbsolute(), "path", "must be absolute: " + path);
    }

    @Override
    public String usualName() {
      Path last = path.getFileName();
      return last == null ? "root" : last.toString();
    }
  }

  /** Elsewhere: it is cloned. */
  record Remote(GitUrl url) implements RepositorySource {
    public Remote {
      requireNonNull(url, "url");
    }

    @Override
    public String usualName() {
      return url.repositoryName();
    }
  }
}
