package dev.agentsessions.bench.workspace;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.agentsessions.HostPart;
import dev.agentsessions.bench.Limit.AtLeast;
import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Operation;
import dev.agentsessions.bench.Report;
import dev.agentsessions.bench.Rounds;
import dev.agentsessions.bench.Samples;
import dev.agentsessions.bench.host.LoneWorkspaces;
import dev.agentsessions.host.Fence;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of 10,000 files against {@code Files.list} with the attributes of each, and a file of 1
 * GiB against {@code cp}: read alone, read and written in one go, and written from a stream as cp
 * does from a pipe. In turns, medians.
 */
public final class FileSpeed implements Measurement {
  private static final int FILES = 10_000;
  private static final long GIBIBYTE = 1L << 30;
  private static final int COPIES = 9;
  private static final WorkspacePath LARGE = new WorkspacePath("large");
  private static final WorkspacePath COPY = new WorkspacePath("copy");

  private final Path work;

  public FileSpeed(Path work) {
    this.work = requireNonNull(work, "work");
  }

  @Override
  public void run(Report report) throws Exception {
    Path folder = Files.createDirectories(work.resolve("workspace")).toAbsolutePath();
    Injector injector = Guice.createInjector(new LoneWorkspaces(work.resolve("data")));
    WorkspaceFiles files =
        requireNonNull(
            injector
                .getInstance(Key.get(new TypeLiteral<Map<String, WorkspaceFiles>>() {}))
                .get(SessionSpec.LOCAL));
    Session session =
        new SampleSession(new SessionId("ses-bench"), ProjectId.DEFAULT, "bench")
            .kind(new QuickSession(folder))
            .build();
    list(report, files, session, folder);
    copy(report, files, session, folder);
    injector.getInstance(Key.get(new TypeLiteral<Set<HostPart>>() {})).forEach(HostPart::close);
  }

  private static void list(Report report, WorkspaceFiles files, Session session, Path folder)
      throws Exception {
    report.title("A folder of 10,000 files with their attributes, medians of 60 turns");
    Path many = Files.createDirectories(folder.resolve("many"));
    for (int each = 0; each < FILES; each++) {
      Files.createFile(many.resolve("file-" + each + ".txt"));
    }
    var path = new WorkspacePath("many");
    Rounds.Times times =
        Rounds.USUAL.run(
            () -> checkState(files.list(session, path).size() == FILES), () -> plain(many));
    report.figure("ours", times.oursMicros() / 1000, "ms");
    report.figure("Files.list and readAttributes", times.theirsMicros() / 1000, "ms");
    report.figure(
        "ours, as a part of theirs",
        times.oursMicros() / times.theirsMicros(),
        "x",
        new AtMost(1.5));
  }

  private static void plain(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<BasicFileAttributes> attributes = all.map(FileSpeed::attributes).toList();
      checkState(attributes.size() == FILES);
    }
  }

  private static BasicFileAttributes attributes(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Report report, WorkspaceFiles files, Session session, Path folder)
      throws Exception {
    report.title("A file of 1 GiB, medians of " + COPIES);
    Path large = folder.resolve(LARGE.value());
    fill(large);
    Path copy = folder.resolve(COPY.value());
    compare(
        report,
        "read",
        () -> read(files, session),
        () -> cp(large, Path.of("/dev/null")),
        () -> {});
    compare(
        report,
        "read and written",
        () -> write(files, session),
        () -> cp(large, copy),
        () -> Files.deleteIfExists(copy));
    compare(
        report,
        "written from a stream",
        () -> writeStream(files, session, large),
        () -> run("sh", "-c", "cat " + large + " | cp /dev/stdin " + copy),
        () -> Files.deleteIfExists(copy));
  }

  /** What comes from elsewhere, as a body of a request does. */
  private static void writeStream(WorkspaceFiles files, Session session, Path large)
      throws IOException {
    try (InputStream content = Files.newInputStream(large)) {
      files.write(session, new Fence(1), COPY, content, GIBIBYTE);
    }
  }

  private static void fill(Path large) throws IOException {
    byte[] piece = new byte[1 << 20];
    new Random(1).nextBytes(piece);
    try (OutputStream out = Files.newOutputStream(large)) {
      for (long written = 0; written < GIBIBYTE; written += piece.length) {
        out.write(piece);
      }
    }
  }

  private static void compare(
      Report report, String what, Operation ours, Operation theirs, Operation between)
      throws Exception {
    long[] our = new long[COPIES];
    long[] their = new long[COPIES];
    time(ours, between);
    time(theirs, between);
    long before = allocated();
    for (int round = 0; round < COPIES; round++) {
      our[round] = time(ours, between);
      their[round] = time(theirs, between);
    }
    double heap = (double) (allocated() - before) / COPIES / (1 << 20);
    double oursMicros = Samples.of(our).medianMicros();
    double theirsMicros = Samples.of(their).medianMicros();
    report.figure(what + ", ours", GIBIBYTE / oursMicros, "MB/s");
    report.figure(what + ", cp", GIBIBYTE / theirsMicros, "MB/s");
    report.figure(
        what + ", ours as a part of cp's speed", theirsMicros / oursMicros, "x", new AtLeast(0.8));
    report.figure(what + ", heap allocated for all of it", heap, "MiB", new AtMost(4));
  }

  private static long time(Operation operation, Operation between) throws Exception {
    between.run();
    long start = System.nanoTime();
    operation.run();
    return System.nanoTime() - start;
  }

  private static void read(WorkspaceFiles files, Session session) throws IOException {
    try (OpenFile file = files.open(session, LARGE);
        InputStream content = file.read(0, file.entry().size())) {
      checkState(content.transferTo(OutputStream.nullOutputStream()) == GIBIBYTE);
    }
  }

  private static void write(WorkspaceFiles files, Session session) throws IOException {
    try (OpenFile file = files.open(session, LARGE);
        InputStream content = file.read(0, file.entry().size())) {
      files.write(session, new Fence(1), COPY, content, GIBIBYTE);
    }
  }

  private static void cp(Path from, Path to) throws IOException, InterruptedException {
    run("cp", from.toString(), to.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int status = new ProcessBuilder(command).start().waitFor();
    checkState(status == 0, "%s ended with status %s", command[0], status);
  }

  /** By this thread, since it began. */
  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }
}
