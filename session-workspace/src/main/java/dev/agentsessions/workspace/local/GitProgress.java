package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.CloneProgress;
import dev.agentsessions.workspace.CloneProgress.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What git says on its standard error, but for the lines that only say how far it is: there are
 * hundreds of them, and what went wrong comes last. They are counted here, whoever reads, and told
 * by whoever waits for the end of git: two threads.
 */
final class GitProgress extends FilterInputStream {
  /** Git's are shorter; what is longer is passed on in pieces. */
  private static final int MAX_LINE = 256;

  /** A line that is written again and again ends with a carriage return; the last with others. */
  private static final Pattern LINE =
      Pattern.compile("((?:remote: )?[A-Z][a-z]+ [a-z]+): +(\\d{1,3})% \\(.*", Pattern.DOTALL);

  private static final Map<String, Step> STEPS =
      Map.of(
          "remote: Compressing objects", Step.COMPRESSING,
          "Receiving objects", Step.RECEIVING,
          "Resolving deltas", Step.RESOLVING,
          "Updating files", Step.WRITING);

  private final Consumer<CloneProgress> listener;

  private volatile @Nullable CloneProgress last;

  // Of the thread that reads.
  private final byte[] chunk = new byte[8192];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private InputStream passed = InputStream.nullInputStream();

  GitProgress(InputStream from, Consumer<CloneProgress> listener) {
    super(from);
    this.listener = requireNonNull(listener, "listener");
  }

  /** Tells how far it is, if that is known by now. */
  void tell() {
    CloneProgress progress = last;
    if (progress != null) {
      listener.accept(progress);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    for (; ; ) {
      int read = passed.read(into, offset, length);
      if (read >= 0) {
        return read;
      }
      int more = in.read(chunk);
      if (more < 0 && line.size() == 0) {
        return -1;
      }
      passed = new ByteArrayInputStream(more < 0 ? lineAtEnd() : sorted(more));
    }
  }

  /** What is to be passed of the bytes that were read. */
  private byte[] sorted(int bytes) {
    var others = new ByteArrayOutputStream();
    for (int at = 0; at < bytes; at++) {
      line.write(chunk[at]);
      if (chunk[at] == '\r' || chunk[at] == '\n' || line.size() == MAX_LINE) {
        others.writeBytes(lineAtEnd());
      }
    }
    return others.toByteArray();
  }

  /** The line so far, or nothing in place of one that says how far it is. */
  private byte[] lineAtEnd() {
    byte[] bytes = line.toByteArray();
    line.reset();
    Matcher matcher = LINE.matcher(new String(bytes, ISO_8859_1));
    int percent = matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
    if (percent < 0 || percent > 100) {
      return bytes;
    }
    Step step = STEPS.get(matcher.group(1));
    if (step != null) {
      last = new CloneProgress(step, percent);
    }
    return new byte[0];
  }
}
