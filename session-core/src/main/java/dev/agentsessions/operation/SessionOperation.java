package dev.agentsessions.operation;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * One operation under way: what was asked, which never changes, and a working copy that the steps
 * fill. One thread.
 *
 * @param <I> the request
 */
public final class SessionOperation<I> {
  private final Caller caller;
  private final ProjectId projectId;
  private final I input;
  private @Nullable Project project;
  private @Nullable Session before;
  private @Nullable Session after;
  private @Nullable NewMessage draft;
  private @Nullable Message message;
  private boolean dependsOnState;

  SessionOperation(Caller caller, ProjectId projectId, I input) {
    this.caller = requireNonNull(caller, "caller");
    this.projectId = requireNonNull(projectId, "projectId");
    this.input = requireNonNull(input, "input");
  }

  public Caller caller() {
    return caller;
  }

  public ProjectId projectId() {
    return projectId;
  }

  public I input() {
    return input;
  }

  /** The project, after the step {@code resolve}. */
  public Project project() {
    checkState(project != null, "no project was resolved yet");
    return project;
  }

  void resolve(Project found) {
    project = found;
  }

  /** The session as read, after the step {@code load}; a create has none. */
  public Session before() {
    checkState(before != null, "no session was loaded yet");
    return before;
  }

  /** The session as it shall be, after {@code build}; as stored, after {@code persist}. */
  public Session session() {
    checkState(after != null, "no session was built yet");
    return after;
  }

  void load(Session read) {
    before = read;
    after = read;
  }

  /** Replaces the working copy. */
  public void become(Session next) {
    after = requireNonNull(next, "next");
  }

  /** What is to be said, after the step {@code build} of {@code send-message}. */
  public NewMessage draft() {
    checkState(draft != null, "no message was built yet");
    return draft;
  }

  /** Replaces what is to be said. */
  public void draft(NewMessage next) {
    draft = requireNonNull(next, "next");
  }

  /** What was said, as stored, after the step {@code persist} of {@code send-message}. */
  public Message message() {
    checkState(message != null, "nothing was said yet");
    return message;
  }

  void said(Message stored) {
    message = stored;
  }

  /** What is built holds only in the state that was read: else it is decided anew. */
  void dependsOnState() {
    dependsOnState = true;
  }

  /** Whether {@code load} has found the session as the caller expected it. */
  boolean isLoaded() {
    return before != null;
  }

  /** From what was read to the working copy. */
  Intent intent() {
    return new Intent(before(), session(), dependsOnState);
  }

  /** Whether the working copy differs from what was read, so that there is something to commit. */
  public boolean changes() {
    return !session().equals(before);
  }
}
