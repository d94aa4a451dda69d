package dev.agentsessions.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Lets calls of the session's owner through. The highest fence is in a file, so that an owner that
 * was replaced is refused also after this program was started again. A new owner waits until the
 * calls of the one before have returned; later ones of that are refused. Safe for many threads.
 */
final class FenceGate {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,18}");

  private final SessionId session;
  private final Path file;

  /** Read by calls, each for as long as it takes, which nothing remote is part of. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private Fence highest; // guarded by lock

  /**
   * @param folder in which the file is, or will be
   * @throws IllegalStateException if there is one, and nobody can tell what it says
   */
  FenceGate(SessionId session, Path folder) {
    this.session = requireNonNull(session, "session");
    this.file = folder.resolve(session.value());
    this.highest = read(file);
  }

  /**
   * @throws StaleFence if a higher fence was seen
   * @throws Unavailable if the fence cannot be kept
   */
  <T> T pass(Fence fence, Supplier<T> call) {
    raise(fence);
    lock.readLock().lock();
    try {
      if (fence.compareTo(highest) < 0) {
        throw new StaleFence(session, fence, highest);
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void raise(Fence fence) {
    if (isHigher(fence)) {
      lock.writeLock().lock();
      try {
        if (fence.compareTo(highest) > 0) {
          write(fence);
          highest = fence;
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
  }

  private boolean isHigher(Fence fence) {
    lock.readLock().lock();
    try {
      return fence.compareTo(highest) > 0;
    } finally {
      lock.readLock().unlock();
    }
  }

  private void write(Fence fence) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer text = ByteBuffer.wrap(Long.toString(fence.value()).getBytes(US_ASCII));
        while (text.hasRemaining()) {
          var _ = channel.write(text);
        }
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Unavailable("the fence of " + session + " cannot be kept", e);
    }
  }

  private static Fence read(Path file) {
    try {
      if (!Files.exists(file)) {
        return Fence.NONE;
      }
      String text = Files.readString(file, US_ASCII);
      if (!FORM.matcher(text).matches()) {
        throw new IllegalStateException("not a fence: " + file);
      }
      return new Fence(Long.parseLong(text));
    } catch (IOException e) {
      throw new IllegalStateException("the fence cannot be read: " + file, e);
    }
  }
}
