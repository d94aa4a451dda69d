package dev.agentsessions.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.FileType;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Files in memory: every session has a workspace of its own, empty at first. A test puts into it
 * what a session's own programs would. Safe from any thread.
 */
public final class FakeWorkspaceFiles implements WorkspaceFiles {
  private final ReentrantLock lock = new ReentrantLock(); // guards all that follows
  private final Gate gate = new Gate("the fake files");
  private final Map<SessionId, FakeTree> trees = new HashMap<>();

  @Override
  public Optional<FileEntry> find(Session session, WorkspacePath path) {
    return in(session.id(), tree -> tree.find(path));
  }

  @Override
  public List<FileEntry> list(Session session, WorkspacePath path) {
    return in(session.id(), tree -> tree.list(path));
  }

  @Override
  public OpenFile open(Session session, WorkspacePath path) {
    return in(
        session.id(),
        tree -> {
          FileEntry entry = tree.find(path).orElseThrow(() -> new NotFound("file " + path));
          checkFile(entry);
          return new Opened(entry, tree.content(path));
        });
  }

  @Override
  public FileEntry write(
      Session session, Fence fence, WorkspacePath path, InputStream content, long limit)
      throws IOException {
    in(session.id(), tree -> enter(session.id(), fence, tree));
    byte[] bytes = content.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1));
    if (bytes.length > limit) {
      throw new TooLarge("the file", bytes.length, limit);
    }
    return in(
        session.id(),
        tree -> {
          enter(session.id(), fence, tree);
          Invalid.check(!path.isRoot(), "path", "must name a file");
          tree.find(path).ifPresent(FakeWorkspaceFiles::checkFile);
          FileEntry entry = tree.write(path, bytes);
          gate.note(session.id(), fence, "write " + path);
          return entry;
        });
  }

  @Override
  public void delete(Session session, Fence fence, WorkspacePath path) {
    in(
        session.id(),
        tree -> {
          enter(session.id(), fence, tree);
          if (!tree.isLink(path)) {
            checkFile(tree.find(path).orElseThrow(() -> new NotFound("file " + path)));
          }
          tree.delete(path);
          gate.note(session.id(), fence, "delete " + path);
          return path;
        });
  }

  /** A program of the session writes a file, and makes its folders. */
  public void put(SessionId session, String path, byte[] content) {
    in(session, tree -> tree.write(new WorkspacePath(path), content));
  }

  /** A program of the session makes a folder, and those above it. */
  public void putFolder(SessionId session, String path) {
    in(session, tree -> tree.putFolder(path));
  }

  /** A program of the session makes a link; its folder is there. */
  public void putLink(SessionId session, String path, String target) {
    in(session, tree -> tree.put(path, new FakeTree.Link(target)));
  }

  /** A program of the session makes a pipe; its folder is there. */
  public void putPipe(SessionId session, String path) {
    in(session, tree -> tree.put(path, new FakeTree.Pipe()));
  }

  /** From now on the session has no workspace. */
  public void lose(SessionId session) {
    in(session, FakeTree::lose);
  }

  /** Everything done so far by callers of the port, first to last. */
  public List<Mutation> mutations() {
    return gate.mutations();
  }

  private FakeTree enter(SessionId session, Fence fence, FakeTree tree) {
    gate.enter(session, fence);
    if (tree.isLost()) {
      throw new Unsatisfied("workspace", "is not there");
    }
    return tree;
  }

  private static void checkFile(FileEntry entry) {
    Invalid.check(entry.type() == FileType.FILE, "path", "must name a file, and this is none");
  }

  private <T> T in(SessionId session, Function<FakeTree, T> step) {
    lock.lock();
    try {
      return step.apply(trees.computeIfAbsent(session, id -> new FakeTree()));
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Opened(FileEntry entry, byte[] content) implements OpenFile {
    @Override
    public InputStream read(long from, long count) {
      checkArgument(from >= 0 && count >= 0 && from + count <= content.length, "out of bounds");
      return new ByteArrayInputStream(content, (int) from, (int) count);
    }

    @Override
    public void close() {}
  }
}
