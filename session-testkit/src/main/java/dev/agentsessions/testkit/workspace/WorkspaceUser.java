package dev.agentsessions.testkit.workspace;

/** Who works in a workspace by hand, whatever the adapter under test makes of it. */
public interface WorkspaceUser {
  /** Runs git at the top of it and answers what it printed, without blanks around it. */
  String git(String... arguments);

  /** Writes a file, in folders that are made. */
  void write(String file, String text);

  /** Writes a file and commits it; answers the commit. */
  default String commit(String file, String text) {
    write(file, text);
    git("add", "--", file);
    git("commit", "--quiet", "--message", "Write " + file);
    return git("rev-parse", "HEAD");
  }
}
