package dev.agentsessions.workspace.local;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.ParkedWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parks the work of one worktree.
 *
 * @param git of the worktree
 */
record Parking(SealedGit git, SessionId session) {
  /** Who commits; before the command's name. */
  private static final GitCommand PARKER =
      GitCommand.of("-c", "user.name=Agent Sessions", "-c", "user.email=agent-sessions@localhost");

  /** Nothing if nothing would be lost. */
  void park() {
    List<String> loose = new LooseCommits(git).tips();
    new UnsavedWork(git)
        .summary()
        .or(() -> loose.isEmpty() ? Optional.empty() : Optional.of("commits on no branch"))
        .ifPresent(work -> park(loose, work));
  }

  private void park(List<String> loose, String work) {
    setRef(ParkedWork.ref(session), commitOfFiles(work));
    if (!loose.isEmpty()) {
      String tree = tell(GitCommand.of("rev-parse").value(loose.getFirst() + "^{tree}"));
      setRef(ParkedWork.commitsRef(session), commit(tree, loose, "Commits that no branch has"));
    }
  }

  /** As {@code git stash} makes one: the files on the index on what was checked out. */
  private String commitOfFiles(String work) {
    Optional<String> head = git.commit("HEAD");
    IndexAside aside = IndexAside.of(git);
    String index = aside.treeOfStaged();
    String files = treeOfFiles(aside, index);
    List<String> parents = new ArrayList<>(head.stream().toList());
    parents.add(commit(index, parents, "The index of session " + session));
    return commit(files, parents, "Work of session " + session + "\n\n" + work);
  }

  /** All files but ignored folders: those are what builds make, and not what people write. */
  private String treeOfFiles(IndexAside aside, String index) {
    // Anew, for an index may be told not to look at some files.
    aside.run(GitCommand.of("read-tree").value(index), "");
    GitCommand add = GitCommand.of("-c", "core.safecrlf=false", "add", "--sparse");
    aside.run(add.and("--all"), "");
    aside.each(new UnsavedWork(git).ignored(), add.and("--force"));
    return aside.run(GitCommand.of("write-tree"), "").orThrow();
  }

  private String commit(String tree, List<String> parents, String message) {
    GitCommand command = PARKER.and("commit-tree").value(tree);
    for (String parent : parents) {
      command = command.and("-p").value(parent);
    }
    List<String> lines = message.lines().toList();
    for (String line : lines) {
      command = line.isEmpty() ? command : command.and("-m").value(line);
    }
    return tell(command);
  }

  private void setRef(String ref, String commit) {
    tell(GitCommand.of("update-ref", "--create-reflog", "-m", "parked").value(ref).value(commit));
  }

  private String tell(GitCommand command) {
    return git.run(git.longCall(command)).orThrow();
  }
}
