package dev.agentsessions.store.internal;

import dev.agentsessions.store.internal.Commit.Kind;

/** Commits of one shape are one statement with other values. */
record CommitShape(Kind kind, int events, int removed, int changed, int added, int labels) {
  static CommitShape of(Commit commit) {
    WorkerChanges workers = commit.workers();
    return new CommitShape(
        commit.kind(),
        commit.changes().size(),
        workers.removed().size(),
        workers.changed().size(),
        workers.added().size(),
        commit.kind() == Kind.CREATE ? commit.after().metadata().labels().size() : 0);
  }

  int rows() {
    return events + removed + changed + added + labels;
  }
}
