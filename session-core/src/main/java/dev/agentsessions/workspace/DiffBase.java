package dev.agentsessions.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.session.SessionException.Invalid;

/** What a workspace is compared with (G-02). Resolved anew with each comparison. */
public sealed interface DiffBase {
  /** Where the session's branch began. */
  DiffBase FORK_POINT = new ForkPoint();

  /** The last commit: what is not committed yet. */
  DiffBase HEAD = new Revision("HEAD");

  /** The last commit that the work and another branch, tag or commit have in common. */
  record MergeBase(String revision) implements DiffBase {
    public MergeBase {
      checkRevision(revision);
    }
  }

  /** A branch, a tag or a commit as it is now. */
  record Revision(String revision) implements DiffBase {
    public Revision {
      checkRevision(revision);
    }
  }

  /** Where the session's branch began. */
  record ForkPoint() implements DiffBase {}

  /**
   * Reads {@code merge-base:REF}, {@code fork-point} or a revision.
   *
   * @throws Invalid for the field {@code base}
   */
  static DiffBase parse(String text) {
    String prefix = "merge-base:";
    if (text.equals("fork-point")) {
      return FORK_POINT;
    }
    return text.startsWith(prefix)
        ? new MergeBase(text.substring(prefix.length()))
        : new Revision(text);
  }

  /**
   * Checks that a text can name a commit and is no option.
   *
   * @throws Invalid for the field {@code base}
   */
  private static void checkRevision(String text) {
    boolean fits =
        !text.isEmpty()
            && text.length() <= 250
            && !text.startsWith("-")
            && text.codePoints().noneMatch(each -> each <= ' ' || Character.isISOControl(each))
            && UTF_8.newEncoder().canEncode(text);
    Invalid.check(
        fits,
        "base",
        "must name a branch, a tag or a commit, without blanks, and not begin with a hyphen");
  }
}
