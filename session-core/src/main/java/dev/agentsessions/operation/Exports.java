package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventJournal;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionRef;
import jakarta.inject.Inject;

/** Hands out all that is known of a session (S-16), without recordings. Safe for many threads. */
public final class Exports {
  private final SessionFinder finder;
  private final MessageStore messages;
  private final EventJournal journal;

  @Inject
  Exports(SessionFinder finder, MessageStore messages, EventJournal journal) {
    this.finder = requireNonNull(finder, "finder");
    this.messages = requireNonNull(messages, "messages");
    this.journal = requireNonNull(journal, "journal");
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Denied if the caller may not view the
   *     project
   * @throws dev.agentsessions.session.SessionException.NotFound if there is no such session in it
   */
  public SessionExport open(Caller caller, ProjectId project, SessionRef session) {
    return new SessionExport(
        finder.get(caller, Permission.VIEW, project, session), messages, journal);
  }
}
