package dev.agentsessions.workspace.local;

import com.google.common.hash.Hashing;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.GitUrl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where an agentic session's workspace is: {@code <workspaces>/<session>/workspace}, beside what
 * only we know of it, so that nobody who works there can pretend that something is ours; or
 * elsewhere, where a program has only one.
 *
 * @param folder what only we know
 * @param root where the workers run
 * @param handedOut workers may have been in it: it is never made again
 */
record AgenticPlace(SessionId session, Path folder, Path root, boolean handedOut) {
  /** The folder of workflows. */
  static final String WORKFLOWS = "workflows";

  static AgenticPlace of(Session session, WorkspaceConfig config) {
    Path folder = config.workspaces().resolve(session.id().value());
    return new AgenticPlace(
        session.id(),
        folder,
        config.only().orElseGet(() -> folder.resolve("workspace")),
        session.status().run().directory().isPresent() || session.state() == SessionState.ACTIVE);
  }

  /**
   * A clone in the workspace.
   *
   * @param group the folder that it is in with others: {@code repos} or {@code workflows}
   * @param path a folder of it that has to be there; empty: none
   */
  record Part(String group, String name, GitUrl url, String branch, String path) {
    static Part of(SourceRepository repo) {
      return new Part("repos", repo.name(), repo.url(), repo.branch(), "");
    }

    /** Each value has a clone of its own. */
    static Part of(ActiveWorkflow workflow) {
      String all = workflow.url() + "\n" + workflow.branch() + "\n" + workflow.path();
      String hash =
          Hashing.sha256().hashString(all, StandardCharsets.UTF_8).toString().substring(0, 8);
      return new Part(
          WORKFLOWS,
          workflow.url().repositoryName() + "-" + hash,
          workflow.url(),
          workflow.branch(),
          workflow.path().value());
    }

    /** What no other has that is in the workspace at the same time. */
    String key() {
      return group + "-" + name;
    }

    /** What its sign says. */
    String text() {
      return url + "\n" + branch + "\n";
    }
  }

  Path of(Part part) {
    return root().resolve(part.group()).resolve(part.name());
  }

  /** The signs of what was made. */
  Path signs() {
    return folder.resolve(".made");
  }

  /** The sign that it has the files of another one, which it should begin with. */
  Path copied() {
    return folder.resolve(".copied");
  }

  /** Where clones are until they are whole. */
  Path begun() {
    return folder.resolve(".cloning");
  }

  /** Where clones are that were taken out of the workspace. */
  Path taken() {
    return folder.resolve(".removed");
  }
}
