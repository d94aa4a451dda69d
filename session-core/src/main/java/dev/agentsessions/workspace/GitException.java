package dev.agentsessions.workspace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a repository or its remote does not allow, one case for each way out. */
public abstract sealed class GitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private GitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Nothing is pushed to that branch (G-03). Nothing changed: work on another. */
  public static final class ProtectedBranch extends GitException {
    private static final long serialVersionUID = 1;

    public ProtectedBranch(String branch) {
      super("the branch is protected, nothing is pushed to it: " + branch, null);
    }
  }

  /** How the repository is does not allow it. Nothing changed: put it in order first. */
  public static final class WrongState extends GitException {
    private static final long serialVersionUID = 1;

    /**
     * @param problem such as "no branch is checked out", for people
     */
    public WrongState(String what, String problem) {
      super(what + " is refused: " + problem, null);
    }
  }

  /** Both sides changed the same lines. What was begun is undone: resolve it by hand. */
  public static final class Conflict extends GitException {
    private static final long serialVersionUID = 1;
    private final transient List<String> files;

    public Conflict(String what, List<String> files) {
      super(what + " is undone: changed on both sides: " + String.join(", ", files), null);
      this.files = List.copyOf(files);
    }

    /** Paths from the top of the repository, sorted. */
    public List<String> files() {
      return files;
    }
  }

  /** The remote could not be reached, or refused. Try later, or with a credential. */
  public static final class RemoteFailed extends GitException {
    private static final long serialVersionUID = 1;

    public RemoteFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
