package dev.agentsessions.pty.pty4j;

import com.pty4j.WinSize;
import com.pty4j.unix.Pty;
import com.pty4j.unix.PtyHelpers;
import dev.agentsessions.pty.keeper.PtyLibrary;
import dev.agentsessions.pty.keeper.SpawnSpec;
import dev.agentsessions.pty.keeper.TerminalSize;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Optional;
import java.util.stream.Stream;

/** A terminal that pty4j has opened. It is closed only through that: its finalizer closes too. */
final class Pty4jTerminal implements PtyLibrary.Terminal {
  private static final Logger LOG = System.getLogger(Pty4jTerminal.class.getName());
  private static final int NO_FILE = -1;

  private final Pty pty;

  private Pty4jTerminal(Pty pty) {
    this.pty = pty;
  }

  static Pty4jTerminal open() throws IOException {
    Pty pty = new Pty();
    if (pty.getMasterFD() < 0) {
      // Not closed: it would try to close what it has not opened.
      throw new IOException("no terminal can be opened: error " + PtyHelpers.errno());
    }
    return new Pty4jTerminal(pty);
  }

  @Override
  public int master() {
    return pty.getMasterFD();
  }

  @Override
  public String slavePath() {
    return pty.getSlaveName();
  }

  @Override
  public void resize(TerminalSize size) throws IOException {
    pty.setWindowSize(new WinSize(size.cols(), size.rows()), null);
  }

  @Override
  public int spawn(SpawnSpec spec, String program) throws IOException {
    String[] command = spec.command().toArray(String[]::new);
    String[] environment =
        spec.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toArray(String[]::new);
    String directory = spec.directory().toString();
    checkEncodable(Stream.of(Stream.of(command), Stream.of(environment), Stream.of(directory)));
    int pid =
        PtyHelpers.execPty(
            program,
            command,
            environment,
            directory,
            pty.getSlaveName(),
            pty.getMasterFD(),
            null,
            NO_FILE,
            false);
    if (pid < 0) {
      throw new IOException("no process can be started: error " + PtyHelpers.errno());
    }
    return pid;
  }

  /** JNA would pass question marks in place of what the encoding lacks. */
  private static void checkEncodable(Stream<Stream<String>> texts) throws IOException {
    CharsetEncoder encoder = encoding().newEncoder();
    if (!texts.flatMap(some -> some).allMatch(encoder::canEncode)) {
      throw new CharacterCodingException();
    }
  }

  /** In which JNA passes strings. */
  private static Charset encoding() {
    return Optional.ofNullable(System.getProperty("jna.encoding"))
        .or(() -> Optional.ofNullable(System.getProperty("native.encoding")))
        .map(Charset::forName)
        .orElseGet(Charset::defaultCharset);
  }

  @Override
  public void close() {
    try {
      pty.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a terminal did not close well", e);
    }
  }
}
