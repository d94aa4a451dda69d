package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.examples.program.Refusal;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.imports.ImportReport;
import dev.agentsessions.imports.ImportedRow;
import dev.agentsessions.imports.ImportedRow.Outcome;
import dev.agentsessions.project.ProjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a host imports before it is ready: the {@code sessions.json} of its data directory, and the
 * file of {@code --import} (P-05). Says on the way what became of every row.
 */
final class StartImport {
  private final List<RecordedFile> files;
  private final InstantSource clock;
  private final Consumer<String> say;

  private StartImport(List<RecordedFile> files, InstantSource clock, Consumer<String> say) {
    this.files = List.copyOf(files);
    this.clock = requireNonNull(clock, "clock");
    this.say = requireNonNull(say, "say");
  }

  /**
   * Reads what there is, before anything starts. A file of the data directory that cannot be read
   * is renamed and said; one that the command line names is left alone, since it may be anything.
   *
   * @param say takes a line for people
   * @throws Refusal if the file that the command line names cannot be read
   */
  static StartImport find(
      Path data, Optional<Path> named, InstantSource clock, Consumer<String> say) {
    List<RecordedFile> files = new ArrayList<>();
    Path usual = data.resolve(RecordedFile.NAME);
    if (named.filter(usual::equals).isEmpty() && Files.exists(usual, LinkOption.NOFOLLOW_LINKS)) {
      readUsual(usual, clock, say).ifPresent(files::add);
    }
    named.flatMap(path -> readNamed(path, say)).ifPresent(files::add);
    return new StartImport(files, clock, say);
  }

  private static Optional<RecordedFile> readUsual(
      Path path, InstantSource clock, Consumer<String> say) {
    try {
      return Optional.of(RecordedFile.read(path));
    } catch (RecordedFile.Unreadable unreadable) {
      String problem = path + " " + unreadable.getMessage();
      try {
        Path kept = RecordedFile.keepCorrupt(path, clock);
        say.accept(problem + "; nothing is imported, and it is kept as " + kept);
        return Optional.empty();
      } catch (IOException e) {
        throw new Refusal(problem + ", and cannot be renamed: move it away", e);
      }
    }
  }

  private static Optional<RecordedFile> readNamed(Path path, Consumer<String> say) {
    Path migrated = RecordedFile.migrated(path);
    if (Files.notExists(path) && Files.exists(migrated)) {
      say.accept("nothing to import: " + path + " was imported before, and is " + migrated);
      return Optional.empty();
    }
    try {
      return Optional.of(RecordedFile.read(path));
    } catch (RecordedFile.Unreadable unreadable) {
      throw new Refusal("cannot import " + path + ": it " + unreadable.getMessage(), unreadable);
    }
  }

  /** Imports what was found. What is there already stays as it is. */
  void into(AgentSessions host, Caller caller) {
    for (RecordedFile file : files) {
      ImportReport report = host.imports().run(caller, ProjectId.DEFAULT, file.rows());
      say.accept(
          "imported %d sessions of %s (%d were there already, %d rows are refused)%s"
              .formatted(
                  report.count(Outcome.IMPORTED),
                  file.path(),
                  report.count(Outcome.UNCHANGED),
                  report.count(Outcome.REFUSED),
                  keep(file.path())));
      report.rows().forEach(this::say);
    }
  }

  private String keep(Path path) {
    try {
      return "; it is kept as " + RecordedFile.keepMigrated(path, clock);
    } catch (IOException e) {
      return "; it cannot be renamed, and will be looked at again: " + e;
    }
  }

  private void say(ImportedRow row) {
    List<String> lines = new ArrayList<>();
    row.refused().ifPresent(why -> lines.add("refused: " + why.getMessage()));
    lines.addAll(row.notes());
    if (!lines.isEmpty()) {
      String session = row.session().map(id -> " (" + id + ")").orElse("");
      say.accept("  row " + row.row() + session + ": " + plain(lines));
    }
  }

  /** On one line, whatever the file had for keys. */
  private static String plain(List<String> lines) {
    return lines.stream().collect(Collectors.joining("; ")).replaceAll("\\p{Cntrl}", "?");
  }
}
