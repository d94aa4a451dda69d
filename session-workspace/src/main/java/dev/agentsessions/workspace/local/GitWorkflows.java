package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.workflow.CatalogWorkflow;
import dev.agentsessions.workflow.WorkflowFolder;
import dev.agentsessions.workflow.WorkflowSource;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.WorkspacePath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The catalogue of workflows in a git repository: each folder in a folder of it is one. It is
 * cloned to read it, where nobody else may go, and nothing of it stays.
 */
final class GitWorkflows implements WorkflowSource {
  private final WorkspaceConfig config;
  private final RemoteExchange remotes;

  @Inject
  GitWorkflows(WorkspaceConfig config, RemoteExchange remotes) {
    this.config = requireNonNull(config, "config");
    this.remotes = requireNonNull(remotes, "remotes");
  }

  @Override
  public List<CatalogWorkflow> read() {
    Optional<ActiveWorkflow> catalogue = config.workflows();
    if (catalogue.isEmpty()) {
      return List.of();
    }
    try {
      Path clone = ScratchFolders.create();
      try {
        return read(catalogue.get(), clone);
      } finally {
        MoreFiles.deleteRecursively(clone, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (GitFailure.Refused e) {
      throw new GitException.RemoteFailed(e.problem(), e);
    } catch (GitFailure e) {
      throw new Unavailable(e.problem(), e);
    } catch (IOException e) {
      throw new Unavailable("the catalogue of workflows cannot be read: " + e, e);
    }
  }

  private List<CatalogWorkflow> read(ActiveWorkflow catalogue, Path clone) throws IOException {
    remotes.cloneInto(
        clone,
        catalogue.url(),
        Optional.of(catalogue.branch()),
        url -> Optional.empty(),
        progress -> {});
    Path folder = clone.resolve(catalogue.path().value()).toRealPath();
    if (!folder.startsWith(clone.toRealPath())) {
      throw new Unavailable("the catalogue's folder is a link that leads elsewhere", null);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> folders =
          entries
              .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
              .filter(entry -> !entry.getFileName().toString().startsWith("."))
              .filter(entry -> WorkspacePath.isName(entry.getFileName().toString()))
              .sorted()
              .limit(WorkflowFolder.MAX_FILES)
              .toList();
      return folders.stream().map(entry -> workflow(catalogue, entry)).toList();
    }
  }

  private static CatalogWorkflow workflow(ActiveWorkflow catalogue, Path folder) {
    String id = folder.getFileName().toString();
    String path = catalogue.path().isRoot() ? id : catalogue.path() + "/" + id;
    return new CatalogWorkflow(
        id,
        new ActiveWorkflow(catalogue.url(), catalogue.branch(), new WorkspacePath(path)),
        text(folder.resolve(WorkflowFolder.CONFIG)));
  }

  private static Optional<String> text(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream content = Files.newInputStream(file)) {
      return Optional.of(new String(content.readNBytes(WorkflowFolder.MAX_BYTES), UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
