package dev.agentsessions.testkit;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Files that wait in memory, and are put nowhere. Safe from any thread. */
public final class FakeUploads implements Uploads {
  private final ReentrantLock lock = new ReentrantLock(); // guards all that follows
  private final Gate gate = new Gate("the fake uploads");
  private final Map<SessionId, Map<String, byte[]>> waiting = new HashMap<>();

  @Override
  public void put(Session session, Fence fence, WorkspacePath name, InputStream content)
      throws IOException {
    byte[] bytes = content.readNBytes(MAX_BYTES + 1);
    lock.lock();
    try {
      Map<String, byte[]> files = enter(session, fence, name);
      if (bytes.length > MAX_BYTES) {
        throw new TooLarge("the upload", bytes.length, MAX_BYTES);
      }
      Invalid.check(bytes.length > 0, "body", "must not be empty");
      if (files.size() == MAX_FILES && !files.containsKey(name.value())) {
        throw new LimitReached("uploads", MAX_FILES);
      }
      files.put(name.value(), bytes);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void remove(Session session, Fence fence, WorkspacePath name) {
    lock.lock();
    try {
      if (enter(session, fence, name).remove(name.value()) == null) {
        throw new NotFound("upload " + name);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The names of those that wait for a session. */
  public Set<String> waiting(SessionId session) {
    lock.lock();
    try {
      return Set.copyOf(waiting.getOrDefault(session, Map.of()).keySet());
    } finally {
      lock.unlock();
    }
  }

  private Map<String, byte[]> enter(Session session, Fence fence, WorkspacePath name) {
    gate.enter(session.id(), fence);
    Invalid.check(name.names().size() == 1, "path", "must be one name");
    return waiting.computeIfAbsent(session.id(), id -> new HashMap<>());
  }
}
