package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.local.AgenticPlace.Part;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Begins an agentic workspace with the files of another one (S-09): slowly, on the caller's thread.
 * Nobody else works in it yet, so what is not whole is removed and begun anew. Workflows and clones
 * that were not whole there are made later, as in any workspace.
 */
final class AgenticCopy {
  private final WorkspaceConfig config;
  private final SourceFiles files;

  @Inject
  AgenticCopy(WorkspaceConfig config, SourceFiles files) {
    this.config = requireNonNull(config, "config");
    this.files = requireNonNull(files, "files");
  }

  boolean isDone(Session session) {
    AgenticPlace place = AgenticPlace.of(session, config);
    return Files.exists(place.copied()) && Files.isDirectory(place.root());
  }

  /**
   * @throws CopyFailure if they cannot be copied
   */
  void copy(Session session) throws IOException {
    AgenticPlace place = AgenticPlace.of(session, config);
    clear(session);
    Files.createDirectories(place.root());
    Session source = files.sourceOf(session);
    AgenticPlace from = AgenticPlace.of(source, config);
    List<Part> parts = parts(source);
    List<Part> made = parts.stream().filter(part -> AgenticClones.isMade(from, part)).toList();
    Set<String> left =
        parts.stream()
            .filter(part -> !made.contains(part))
            .map(part -> part.group() + "/" + part.name())
            .collect(Collectors.toSet());
    left.add(AgenticPlace.WORKFLOWS);
    files.copy(session, source, TreeCopy.Choice.NOT_IGNORED, Ignored.of(left), place.root());
    for (Part part : made) {
      if (Files.isDirectory(place.of(part))) {
        AgenticClones.adopt(place, part);
      }
    }
    Files.createFile(place.copied());
  }

  /** Removes what is there; nobody worked in it yet. */
  void clear(Session session) {
    AgenticPlace place = AgenticPlace.of(session, config);
    GitProgram.endThoseIn(place.folder());
    Trees.delete(place.folder());
  }

  private static List<Part> parts(Session source) {
    return source.spec().kind() instanceof AgenticSession kind
        ? kind.repos().stream().map(Part::of).toList()
        : List.of();
  }
}
