package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.NativeCall.impossible;
import static dev.agentsessions.pty.keeper.NativeCall.plain;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C library's {@code posix_spawn} and what prepares it. Every function answers an error number.
 */
final class LibcSpawn {
  /**
   * Room for {@code posix_spawnattr_t} and {@code posix_spawn_file_actions_t}, more than any has.
   */
  static final int STRUCT_BYTES = 512;

  static final int SIGSET_BYTES = 128;
  static final short SETSIGDEF = 0x04;
  static final short SETSIGMASK = 0x08;
  static final short SETSID = 0x80;

  private static final MethodHandle SPAWN =
      plain("posix_spawn", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle ATTR_INIT = plain("posix_spawnattr_init", JAVA_INT, ADDRESS);
  private static final MethodHandle ATTR_DESTROY =
      plain("posix_spawnattr_destroy", JAVA_INT, ADDRESS);
  private static final MethodHandle ATTR_SETFLAGS =
      plain("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
  private static final MethodHandle ATTR_SETSIGMASK =
      plain("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle ATTR_SETSIGDEFAULT =
      plain("posix_spawnattr_setsigdefault", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle ACTIONS_INIT =
      plain("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
  private static final MethodHandle ACTIONS_DESTROY =
      plain("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
  private static final MethodHandle ADD_OPEN =
      plain(
          "posix_spawn_file_actions_addopen",
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          JAVA_INT);
  private static final MethodHandle ADD_DUP2 =
      plain("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle ADD_CHDIR =
      plain("posix_spawn_file_actions_addchdir_np", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle ADD_CLOSEFROM =
      plain("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);

  private LibcSpawn() {}

  static int spawn(
      MemorySegment pid,
      MemorySegment path,
      MemorySegment actions,
      MemorySegment attributes,
      MemorySegment argv,
      MemorySegment envp) {
    try {
      return (int) SPAWN.invokeExact(pid, path, actions, attributes, argv, envp);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int initAttributes(MemorySegment attributes) {
    try {
      return (int) ATTR_INIT.invokeExact(attributes);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int destroyAttributes(MemorySegment attributes) {
    try {
      return (int) ATTR_DESTROY.invokeExact(attributes);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int setFlags(MemorySegment attributes, short flags) {
    try {
      return (int) ATTR_SETFLAGS.invokeExact(attributes, flags);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int setSignalMask(MemorySegment attributes, MemorySegment blocked) {
    try {
      return (int) ATTR_SETSIGMASK.invokeExact(attributes, blocked);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int setSignalDefaults(MemorySegment attributes, MemorySegment signals) {
    try {
      return (int) ATTR_SETSIGDEFAULT.invokeExact(attributes, signals);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int initActions(MemorySegment actions) {
    try {
      return (int) ACTIONS_INIT.invokeExact(actions);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int destroyActions(MemorySegment actions) {
    try {
      return (int) ACTIONS_DESTROY.invokeExact(actions);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int addOpen(MemorySegment actions, int fd, MemorySegment path, int flags) {
    try {
      return (int) ADD_OPEN.invokeExact(actions, fd, path, flags, 0);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int addDup2(MemorySegment actions, int from, int to) {
    try {
      return (int) ADD_DUP2.invokeExact(actions, from, to);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int addChdir(MemorySegment actions, MemorySegment path) {
    try {
      return (int) ADD_CHDIR.invokeExact(actions, path);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  static int addCloseFrom(MemorySegment actions, int fd) {
    try {
      return (int) ADD_CLOSEFROM.invokeExact(actions, fd);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }
}
