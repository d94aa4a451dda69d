package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** How far an environment's release is. */
public sealed interface Release {
  Release PENDING = new Pending();
  Release PUSHING = new Pushing();
  Release DONE = new Done(Optional.empty());

  /** It is still going: ask again. */
  record Pending() implements Release {}

  /** The same, while what its spec wants pushed is pushed: nobody tells of the end of that. */
  record Pushing() implements Release {}

  /**
   * It is gone, or never was; its files are as the retention says.
   *
   * @param unpushed why not all that its spec wants pushed then is (G-03), for people
   */
  record Done(Optional<String> unpushed) implements Release {
    public Done {
      requireNonNull(unpushed, "unpushed");
    }
  }

  /**
   * It is gone, but its files stay although they should have gone: somebody's work is in them, and
   * nowhere else.
   *
   * @param directory where they are, absolute
   * @param reason for people
   */
  record Kept(String directory, String reason) implements Release {
    public Kept {
      requireNonNull(directory, "directory");
      requireNonNull(reason, "reason");
    }
  }

  /**
   * It is gone. Work that was in it, and nowhere else, is on a ref of its repository.
   *
   * @param repository its directory, absolute
   * @param ref see {@link ParkedWork}
   * @param reason what was parked, for people
   */
  record Parked(String repository, String ref, String reason) implements Release {
    public Parked {
      requireNonNull(repository, "repository");
      requireNonNull(ref, "ref");
      requireNonNull(reason, "reason");
    }
  }
}
