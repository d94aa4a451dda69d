package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.LocalHost.OWNER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program exchanges folders and files for links that lead out while others read and write. */
class FileRaceTest {
  private static final String SECRET = "outside";

  @TempDir Path temp;
  private LocalWorkspace workspace;
  private Session session;
  private Path outside;
  private final AtomicInteger succeeded = new AtomicInteger();
  private volatile boolean over;

  @BeforeEach
  void start() throws IOException {
    workspace = new LocalWorkspace(temp);
    session = workspace.session();
    outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("file"), SECRET);
    Files.createDirectory(outside.resolve("sub"));
    workspace.put(session, "real/file", "inside".getBytes(UTF_8));
    workspace.putFolder(session, "real/sub");
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  @DisplayName("F-03 a link exchanged 3,000 times meanwhile lets nobody out")
  void aLinkExchangedMeanwhile() throws Exception {
    race(3_000);
  }

  @Test
  @Tag("long")
  @DisplayName("F-03 a link exchanged 100,000 times meanwhile lets nobody out")
  void aLinkExchangedAHundredThousandTimes() throws Exception {
    race(100_000);
  }

  private void race(int swaps) throws Exception {
    Path root = workspace.root(session);
    Path folder = root.resolve("swapped");
    Path file = root.resolve("real/swapped");
    List<Callable<Boolean>> attempts =
        List.of(
            this::reads,
            this::writes,
            this::writesBelow,
            this::lists,
            this::archives,
            this::deletes);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<Boolean> attempt : attempts) {
        running.add(threads.submit(() -> repeat(attempt)));
      }
      try {
        for (int swap = 0; swap < swaps; swap++) {
          exchange(folder, swap % 2 == 0 ? "real" : outside.toString());
          exchange(file, swap % 3 == 0 ? "file" : outside.resolve("file").toString());
        }
      } finally {
        over = true;
      }
    }

    for (Future<?> each : running) {
      each.get();
    }
    assertThat(succeeded).as("some went through").hasPositiveValue();
    assertThat(outside.resolve("file")).hasContent(SECRET);
    try (Stream<Path> left = Files.walk(outside)) {
      assertThat(left)
          .containsExactlyInAnyOrder(outside, outside.resolve("file"), outside.resolve("sub"));
    }
  }

  /** Of a link, a folder or a file for a link, in one step, as a hostile program would. */
  private static void exchange(Path name, String target) throws IOException {
    Path next = name.resolveSibling(name.getFileName() + "-next");
    Files.createSymbolicLink(next, Path.of(target));
    Files.move(next, name, StandardCopyOption.ATOMIC_MOVE);
  }

  private int repeat(Callable<Boolean> attempt) throws Exception {
    int times = 0;
    while (!over) {
      times++;
      try {
        if (attempt.call()) {
          succeeded.incrementAndGet();
        }
      } catch (SessionException refused) {
        // As often as it likes.
        assertThat(refused.getMessage()).doesNotContain(SECRET);
      }
    }
    return times;
  }

  private boolean reads() throws IOException {
    for (String each : List.of("swapped/file", "real/swapped", "swapped/swapped")) {
      try (OpenFile file = workspace.files().open(session, path(each))) {
        byte[] content = file.read(0, file.entry().size()).readAllBytes();
        assertThat(new String(content, UTF_8)).isNotEqualTo(SECRET);
      }
    }
    return true;
  }

  private boolean writes() throws IOException {
    workspace.files().write(session, OWNER, path("swapped/file"), content(), 100);
    workspace.files().write(session, OWNER, path("real/swapped"), content(), 100);
    return true;
  }

  private boolean writesBelow() throws IOException {
    String name = "swapped/sub/" + succeeded + "/made/file";
    workspace.files().write(session, OWNER, path(name), content(), 100);
    workspace.files().delete(session, OWNER, path(name));
    return true;
  }

  private boolean lists() {
    List<FileEntry> entries = workspace.files().list(session, path("swapped"));
    assertThat(entries)
        .filteredOn(entry -> entry.name().equals("file"))
        .allSatisfy(entry -> assertThat(entry.size()).isNotEqualTo(SECRET.length()));
    return true;
  }

  private boolean archives() throws IOException {
    var bytes = new ByteArrayOutputStream();
    workspace.files().archive(session, path("real"), bytes);
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      while (zip.getNextEntry() != null) {
        assertThat(new String(zip.readAllBytes(), UTF_8)).isNotEqualTo(SECRET);
      }
    }
    return true;
  }

  private boolean deletes() {
    workspace.files().delete(session, OWNER, path("swapped/file"));
    return true;
  }

  private static InputStream content() {
    return new ByteArrayInputStream("inside".getBytes(UTF_8));
  }

  private static WorkspacePath path(String value) {
    return new WorkspacePath(value);
  }
}
