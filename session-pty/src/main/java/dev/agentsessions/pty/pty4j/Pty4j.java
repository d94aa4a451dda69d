package dev.agentsessions.pty.pty4j;

import com.pty4j.unix.PtyHelpers;
import dev.agentsessions.pty.keeper.PtyLibrary;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * The library pty4j, on Linux, macOS and FreeBSD. Below its {@code PtyProcess}, which would tell a
 * signal as an exit code and read nothing after the end of the process.
 */
public final class Pty4j implements PtyLibrary {
  private static final int NO_FILE = -1;
  private static final int EINTR = 4;

  private Pty4j() {}

  /**
   * Unpacks and loads its native part, once a program.
   *
   * @throws IOException if there is none for this system
   */
  public static Pty4j load() throws IOException {
    try {
      PtyHelpers.getWinSize(NO_FILE, null);
    } catch (IOException e) {
      // As it should: it works, and that is no file.
    } catch (RuntimeException | LinkageError e) {
      throw new IOException("pty4j does not work on this system", e);
    }
    return new Pty4j();
  }

  @Override
  public Terminal open() throws IOException {
    return Pty4jTerminal.open();
  }

  @Override
  public OptionalInt await(int pid) {
    int[] status = new int[1];
    int waited;
    do {
      waited = PtyHelpers.waitpid(pid, status, 0);
    } while (waited < 0 && PtyHelpers.errno() == EINTR);
    return waited == pid ? OptionalInt.of(status[0]) : OptionalInt.empty();
  }
}
