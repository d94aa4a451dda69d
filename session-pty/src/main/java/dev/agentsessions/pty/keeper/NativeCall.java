package dev.agentsessions.pty.keeper;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;

/** Finds the C library's functions and reads the errno they leave. */
final class NativeCall {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option KEEPS_ERRNO = Linker.Option.captureCallState("errno");

  /** Where the last call of a thread left its errno. */
  private static final ThreadLocal<MemorySegment> ERRNO =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private NativeCall() {}

  /** A function that does not set errno. */
  static MethodHandle plain(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(find(name), FunctionDescriptor.of(result, arguments));
  }

  /** A function that sets errno; its handle takes {@link #errnoPlace} as first argument. */
  static MethodHandle settingErrno(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(find(name), FunctionDescriptor.of(result, arguments), KEEPS_ERRNO);
  }

  /** The same for a function that takes any number of arguments after the first few. */
  static MethodHandle variadic(
      int fixed, String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        find(name),
        FunctionDescriptor.of(result, arguments),
        KEEPS_ERRNO,
        Linker.Option.firstVariadicArg(fixed));
  }

  static MemorySegment errnoPlace() {
    return ERRNO.get();
  }

  /** The result, or the negated error number if it is -1. */
  static int orErrno(int result, MemorySegment errno) {
    return result == -1 ? -errno.get(JAVA_INT, 0) : result;
  }

  static long orErrno(long result, MemorySegment errno) {
    return result == -1 ? -errno.get(JAVA_INT, 0) : result;
  }

  /** What a call of a handle throws can only be a mistake in this package. */
  static AssertionError impossible(Throwable thrown) {
    return new AssertionError("a native call was declared wrongly", thrown);
  }

  /** Whether this system has the function. */
  static boolean exists(String name) {
    return LINKER.defaultLookup().find(name).isPresent();
  }

  private static MemorySegment find(String name) {
    try {
      return LINKER.defaultLookup().findOrThrow(name);
    } catch (NoSuchElementException e) {
      throw new IllegalStateException(
          "terminals need Linux with glibc 2.34 or later, or another Unix: there is no " + name, e);
    }
  }
}
