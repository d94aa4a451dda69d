package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What {@code posix_spawn} gives to the new process. */
final class SpawnAttributes implements AutoCloseable {
  private final Arena arena;
  private final MemorySegment attributes;
  private short flags;

  SpawnAttributes(Arena arena) throws SystemCallException {
    this.arena = arena;
    this.attributes = arena.allocate(LibcSpawn.STRUCT_BYTES, 16);
    check("posix_spawnattr_init", -LibcSpawn.initAttributes(attributes));
  }

  MemorySegment segment() {
    return attributes;
  }

  void newSession() throws SystemCallException {
    addFlags(LibcSpawn.SETSID);
  }

  /** Whatever this JVM, or who started it, blocks or ignores. */
  void noSignalBlockedOrIgnored() throws SystemCallException {
    MemorySegment none = arena.allocate(LibcSpawn.SIGSET_BYTES, 8);
    check("posix_spawnattr_setsigmask", -LibcSpawn.setSignalMask(attributes, none));
    MemorySegment all = arena.allocate(LibcSpawn.SIGSET_BYTES, 8).fill((byte) 0xff);
    check("posix_spawnattr_setsigdefault", -LibcSpawn.setSignalDefaults(attributes, all));
    addFlags(LibcSpawn.SETSIGMASK);
    addFlags(LibcSpawn.SETSIGDEF);
  }

  private void addFlags(short more) throws SystemCallException {
    flags |= more;
    check("posix_spawnattr_setflags", -LibcSpawn.setFlags(attributes, flags));
  }

  @Override
  public void close() {
    LibcSpawn.destroyAttributes(attributes);
  }
}
