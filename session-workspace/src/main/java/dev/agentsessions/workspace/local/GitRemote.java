package dev.agentsessions.workspace.local;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitUrl;
import java.util.Optional;

/**
 * {@code origin}, as a repository's configuration names it. Git is told its address, which was
 * parsed, and not its name; with it goes a credential that the session's owner has for it, if any.
 */
final class GitRemote {
  private static final String TRACKED = "refs/remotes/origin/";

  private final SealedGit git;
  private final Session session;
  private final RemoteExchange remotes;

  GitRemote(SealedGit git, Session session, RemoteExchange remotes) {
    this.git = git;
    this.session = session;
    this.remotes = remotes;
  }

  /** Whether there is a remote that may be reached. */
  boolean isReachable() {
    return git.configuration()
        .value("remote.origin.url")
        .flatMap(GitUrl::ofConfigured)
        .filter(remotes::allows)
        .isPresent();
  }

  /**
   * @throws GitException.WrongState if there is no remote
   * @throws Unsatisfied if it may not be reached so
   */
  private GitUrl url(String what, boolean push) {
    SealedConfiguration configuration = git.configuration();
    String text =
        (push ? configuration.value("remote.origin.pushurl") : Optional.<String>empty())
            .or(() -> configuration.value("remote.origin.url"))
            .orElseThrow(
                () -> new GitException.WrongState(what, "there is no remote, configure one first"));
    return GitUrl.ofConfigured(text)
        .filter(remotes::allows)
        .orElseThrow(() -> new Unsatisfied("remote", "has an address that is not allowed here"));
  }

  /** Refuses what {@link #push} would refuse before it begins. */
  void checkCanPush() {
    GitUrl unused = url("a push", true);
  }

  /**
   * Gives a branch of the remote the commit that is checked out, if that only adds to it.
   *
   * @return false: it had it already
   */
  boolean push(String branch) {
    boolean pushed = push(url("a push", true), branch);
    follow(branch, git.commit("HEAD").orElseThrow(() -> nothing("a push")));
    return pushed;
  }

  /**
   * The same for another repository, which is not followed.
   *
   * @return false: it had it already
   */
  boolean push(GitUrl url, String branch) {
    String head = git.commit("HEAD").orElseThrow(() -> nothing("a push"));
    GitOutput output =
        exchange(
            url,
            GitCommand.of("push", "--porcelain", "--no-verify", "--no-follow-tags")
                .value(url.toString())
                .value(head + ":" + CheckedOut.BRANCHES + branch));
    if (!output.succeeded()) {
      throw refusal(output);
    }
    return output.text().lines().noneMatch(line -> line.startsWith("=\t"));
  }

  static GitException nothing(String what) {
    return new GitException.WrongState(what, "nothing is committed yet");
  }

  private static GitException refusal(GitOutput output) {
    return output
        .text()
        .lines()
        .filter(line -> line.startsWith("!\t"))
        .map(line -> line.substring(line.lastIndexOf('\t') + 1))
        .findFirst()
        .<GitException>map(
            summary ->
                summary.startsWith("[rejected]")
                    ? new GitException.WrongState(
                        "a push", "the remote has commits that are not here, synchronize first")
                    : new RemoteFailed("the remote refused: " + summary, null))
        .orElseGet(() -> new RemoteFailed(output.complaint(), null));
  }

  /** Notes what the remote has now, and that the branch follows it. */
  private void follow(String branch, String commit) {
    git.run(GitCommand.of("update-ref").value(TRACKED + branch).value(commit)).orThrow();
    String key = "branch." + branch;
    if (git.configuration().value(key + ".merge").isEmpty()) {
      git.configure(key + ".remote", "origin");
      git.configure(key + ".merge", CheckedOut.BRANCHES + branch);
    }
  }

  /**
   * Fetches the branch that a branch follows, by default the one of the same name.
   *
   * @return its commit; empty: the remote has none
   */
  Optional<String> fetch(String what, String branch) {
    GitUrl url = url(what, false);
    String theirs =
        git.configuration()
            .value("branch." + branch + ".merge")
            .filter(ref -> ref.startsWith(CheckedOut.BRANCHES))
            .map(ref -> ref.substring(CheckedOut.BRANCHES.length()))
            .filter(WorktreeSession::isBranch)
            .orElse(branch);
    GitOutput output = fetch(url, theirs);
    if (!output.succeeded()) {
      if (output.error().contains("couldn't find remote ref")) {
        return Optional.empty();
      }
      throw new RemoteFailed(output.complaint(), null);
    }
    return git.commit(TRACKED + theirs);
  }

  /**
   * Fetches every branch. Those that the remote has no longer stay here.
   *
   * @throws RemoteFailed if the remote cannot be reached or refuses
   */
  void fetchAll() {
    GitOutput output = fetch(url("a fetch", false), "*");
    if (!output.succeeded()) {
      throw new RemoteFailed(output.complaint(), null);
    }
  }

  private GitOutput fetch(GitUrl url, String branch) {
    return exchange(
        url,
        GitCommand.of(
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-write-fetch-head",
                "--no-auto-maintenance",
                "--no-recurse-submodules")
            .value(url.toString())
            .value("+" + CheckedOut.BRANCHES + branch + ":" + TRACKED + branch));
  }

  private GitOutput exchange(GitUrl url, GitCommand command) {
    GitCall call = git.call(command).within(git.transferLimit());
    try {
      return remotes.run(
          call,
          git.folder(),
          url,
          remotes.of(session.identity().project(), session.identity().owner(), url));
    } catch (GitFailure.TooLong e) {
      throw new OutcomeUnknown(e.problem(), e);
    }
  }
}
