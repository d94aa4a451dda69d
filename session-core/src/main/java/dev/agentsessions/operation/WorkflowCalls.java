package dev.agentsessions.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.workflow.WorkflowFolder;
import dev.agentsessions.workflow.WorkflowMetadata;
import dev.agentsessions.workflow.WorkflowPart;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.FileType;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.WorkspacePath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What callers may see of a session's workflow, in every state. What is read was written by
 * strangers: it is bounded, and reached like any file of the workspace. Safe for many threads.
 */
public final class WorkflowCalls {
  private static final String MARKDOWN = ".md";

  private final SessionFinder finder;
  private final FileCalls files;

  @Inject
  WorkflowCalls(SessionFinder finder, FileCalls files) {
    this.finder = requireNonNull(finder, "finder");
    this.files = requireNonNull(files, "files");
  }

  /**
   * What the active workflow is made of; empty: none is active.
   *
   * @throws SessionException.NotFound if there is no such session
   */
  public Optional<WorkflowMetadata> active(Caller caller, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, Permission.VIEW, project, ref);
    return session
        .provision()
        .active()
        .flatMap(
            workflow ->
                folder(session)
                    .map(folder -> read(new Reader(caller, project, ref), workflow, folder)));
  }

  /** Where agents run, from the workspace's root on. */
  private static Optional<String> folder(Session session) {
    Optional<Path> root = session.status().run().directory().map(Path::of);
    return session
        .provision()
        .layout()
        .folder()
        .map(Path::of)
        .filter(folder -> root.filter(folder::startsWith).isPresent())
        .map(folder -> root.get().relativize(folder).toString());
  }

  private WorkflowMetadata read(Reader reader, ActiveWorkflow workflow, String folder) {
    return new WorkflowMetadata(
        workflow,
        parts(reader, folder + "/" + WorkflowFolder.COMMANDS),
        parts(reader, folder + "/" + WorkflowFolder.AGENTS),
        text(reader, new WorkspacePath(folder + "/" + WorkflowFolder.CONFIG)));
  }

  private List<WorkflowPart> parts(Reader reader, String folder) {
    return files
        .list(reader.caller(), reader.project(), reader.session(), new WorkspacePath(folder))
        .stream()
        .filter(entry -> entry.type() == FileType.FILE && entry.name().endsWith(MARKDOWN))
        .limit(WorkflowFolder.MAX_FILES)
        .map(entry -> part(reader, entry))
        .toList();
  }

  private WorkflowPart part(Reader reader, FileEntry entry) {
    String name = entry.name();
    return WorkflowPart.of(
        name.substring(0, name.length() - MARKDOWN.length()),
        text(reader, entry.path()).orElse(""));
  }

  /** The beginning of a file; empty where there is none that is ours to read. */
  private Optional<String> text(Reader reader, WorkspacePath path) {
    try (OpenFile file = files.open(reader.caller(), reader.project(), reader.session(), path);
        InputStream content =
            file.read(0, Math.min(file.entry().size(), WorkflowFolder.MAX_BYTES))) {
      return Optional.of(new String(content.readAllBytes(), UTF_8));
    } catch (SessionException.NotFound
        | SessionException.Invalid
        | SessionException.Unsatisfied none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SessionException.Unavailable("the workflow cannot be read now", e);
    }
  }

  /** Who reads in which session. */
  private record Reader(Caller caller, ProjectId project, SessionRef session) {}
}
