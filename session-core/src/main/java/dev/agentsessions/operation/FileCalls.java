package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspacePath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What callers may do with the files of a session, in every state: they outlive its processes. Live
 * calls: nothing is stored but that somebody was active. Safe for many threads.
 *
 * <p>Every method throws what {@link WorkspaceFiles} does, and
 *
 * <ul>
 *   <li>{@link SessionException.Denied} if the caller may not,
 *   <li>{@link SessionException.NotFound} if there is no such session,
 *   <li>{@link SessionException.Unavailable} if its files cannot be reached from this host.
 * </ul>
 */
public final class FileCalls {
  /** Of a file that is read or written at once. */
  public static final long MAX_BYTES = 4L << 30;

  private record Place(Session session, WorkspaceFiles files) {}

  private final SessionFinder finder;
  private final Map<String, WorkspaceFiles> files; // by runtime
  private final Map<String, Uploads> uploads; // by runtime
  private final NodeId node;
  private final ActivityNotes activity;

  @Inject
  FileCalls(
      SessionFinder finder,
      Map<String, WorkspaceFiles> files,
      Map<String, Uploads> uploads,
      NodeId node,
      ActivityNotes activity) {
    this.finder = requireNonNull(finder, "finder");
    this.files = Map.copyOf(files);
    this.uploads = Map.copyOf(uploads);
    this.node = requireNonNull(node, "node");
    this.activity = requireNonNull(activity, "activity");
  }

  public List<FileEntry> list(
      Caller caller, ProjectId project, SessionRef ref, WorkspacePath path) {
    Place place = place(caller, Permission.VIEW, project, ref);
    return place.files().list(place.session(), path);
  }

  public Optional<FileEntry> find(
      Caller caller, ProjectId project, SessionRef ref, WorkspacePath path) {
    Place place = place(caller, Permission.VIEW, project, ref);
    return place.files().find(place.session(), path);
  }

  /** To be closed by the caller. */
  public OpenFile open(Caller caller, ProjectId project, SessionRef ref, WorkspacePath path) {
    Place place = place(caller, Permission.VIEW, project, ref);
    return place.files().open(place.session(), path);
  }

  /**
   * @throws SessionException.TooLarge for more than {@link #MAX_BYTES}
   * @throws IOException if the content cannot be read
   */
  public FileEntry write(
      Caller caller, ProjectId project, SessionRef ref, WorkspacePath path, InputStream content)
      throws IOException {
    Place place = place(caller, Permission.EDIT, project, ref);
    Session session = place.session();
    FileEntry written =
        place.files().write(session, session.ownership().fence(), path, content, MAX_BYTES);
    noteActivity(session);
    return written;
  }

  public void delete(Caller caller, ProjectId project, SessionRef ref, WorkspacePath path) {
    Place place = place(caller, Permission.EDIT, project, ref);
    Session session = place.session();
    place.files().delete(session, session.ownership().fence(), path);
    noteActivity(session);
  }

  /** Writes a folder as a zip file. */
  public void archive(
      Caller caller, ProjectId project, SessionRef ref, WorkspacePath folder, OutputStream to)
      throws IOException {
    Place place = place(caller, Permission.VIEW, project, ref);
    place.files().archive(place.session(), folder, to);
  }

  /**
   * Keeps a file for when the session starts.
   *
   * @param name one
   * @throws SessionException.WrongPhase if it has started, or is about to
   * @throws IOException if the content cannot be read
   * @see Uploads#put
   */
  public void upload(
      Caller caller, ProjectId project, SessionRef ref, WorkspacePath name, InputStream content)
      throws IOException {
    Session session = atRest(caller, project, ref);
    here(uploads, session).put(session, session.ownership().fence(), name, content);
  }

  /**
   * Keeps one no longer.
   *
   * @throws SessionException.WrongPhase if the session has started, or is about to
   * @see Uploads#remove
   */
  public void removeUpload(Caller caller, ProjectId project, SessionRef ref, WorkspacePath name) {
    Session session = atRest(caller, project, ref);
    here(uploads, session).remove(session, session.ownership().fence(), name);
  }

  private Session atRest(Caller caller, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, Permission.EDIT, project, ref);
    if (session.needsOwner()) {
      throw new SessionException.WrongPhase(
          session.state(), "an upload", "write to its files, or stop it first");
    }
    return session;
  }

  private Place place(Caller caller, Permission permission, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, permission, project, ref);
    return new Place(session, here(files, session));
  }

  private <T> T here(Map<String, T> byRuntime, Session session) {
    String runtime = session.spec().runtime();
    T port = byRuntime.get(runtime);
    if (port == null) {
      throw new SessionException.Unavailable("no files of runtime " + runtime + " here", null);
    }
    if (session.ownership().node().filter(home -> !home.equals(node)).isPresent()) {
      throw new SessionException.Unavailable("its files are on another machine", null);
    }
    return port;
  }

  /** An editor is at work; who only looks, as an open tab does, is not. */
  private void noteActivity(Session session) {
    if (!session.state().isResting()) {
      activity.happened(session.id());
    }
  }
}
