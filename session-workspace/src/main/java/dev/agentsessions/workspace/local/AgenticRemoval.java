package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import dev.agentsessions.workspace.Release;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes agentic workspaces, but never one with work that is nowhere else: slowly, may be
 * repeated.
 */
final class AgenticRemoval {
  private static final Logger log = LoggerFactory.getLogger(AgenticRemoval.class);

  private final WorkspaceConfig config;
  private final AgenticClones clones;

  @Inject
  AgenticRemoval(WorkspaceConfig config, AgenticClones clones) {
    this.config = requireNonNull(config, "config");
    this.clones = requireNonNull(clones, "clones");
  }

  Release remove(AgenticPlace place) {
    Path removed = config.workspaces().resolve(".removed-" + place.session());
    try {
      Trees.delete(removed);
      if (Files.exists(place.folder())) {
        Optional<String> work = work(place);
        if (work.isPresent()) {
          return new Release.Kept(place.root().toString(), work.get());
        }
        Files.move(place.folder(), removed, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(removed);
      }
      return Release.DONE;
    } catch (IOException | RuntimeException e) {
      log.warn("the workspace of {} was not removed", place.session(), e);
      return Files.exists(place.folder())
          ? new Release.Kept(place.root().toString(), "it could not be removed: " + e)
          : Release.DONE;
    }
  }

  /** Work in clones, those taken out among them, that is nowhere else; for people. */
  private Optional<String> work(AgenticPlace place) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(place.root().resolve("repos"), place.taken())) {
      if (Files.isDirectory(folder)) {
        found.addAll(MoreFiles.listFiles(folder));
      }
    }
    return found.stream()
        .flatMap(
            clone -> clones.work(clone).map(work -> clone.getFileName() + ": " + work).stream())
        .findFirst();
  }
}
