package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What {@code posix_spawn} does in the new process before the program, in the order of the calls.
 */
final class SpawnActions implements AutoCloseable {
  private final Arena arena;
  private final MemorySegment actions;

  SpawnActions(Arena arena) throws SystemCallException {
    this.arena = arena;
    this.actions = arena.allocate(LibcSpawn.STRUCT_BYTES, 16);
    check("posix_spawn_file_actions_init", -LibcSpawn.initActions(actions));
  }

  MemorySegment segment() {
    return actions;
  }

  void open(int fd, String path, int flags) throws SystemCallException {
    int errno = LibcSpawn.addOpen(actions, fd, arena.allocateFrom(path), flags);
    check("posix_spawn_file_actions_addopen", -errno);
  }

  void dup2(int from, int to) throws SystemCallException {
    check("posix_spawn_file_actions_adddup2", -LibcSpawn.addDup2(actions, from, to));
  }

  void chdir(String directory) throws SystemCallException {
    int errno = LibcSpawn.addChdir(actions, arena.allocateFrom(directory));
    check("posix_spawn_file_actions_addchdir_np", -errno);
  }

  void closeFrom(int first) throws SystemCallException {
    check("posix_spawn_file_actions_addclosefrom_np", -LibcSpawn.addCloseFrom(actions, first));
  }

  @Override
  public void close() {
    LibcSpawn.destroyActions(actions);
  }
}
