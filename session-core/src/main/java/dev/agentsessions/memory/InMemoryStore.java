package dev.agentsessions.memory;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.task.ForgetsTasks;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Every store port over one set of data, which is gone with this object. Several live side by side
 * and share nothing. Never throws {@code Unavailable} or {@code OutcomeUnknown}.
 */
public final class InMemoryStore {
  private final SessionStore sessionStore;
  private final EventJournal eventJournal;
  private final MessageStore messageStore;
  private final ReportStore reportStore;
  private final Hosts hosts;
  private final Projects projects;
  private final Tokens tokens;
  private final Catalog catalog;
  private final Schedules schedules;
  private final SessionSecrets secrets;
  private final StoredGitTokens gitTokens;
  private final AuditTrail auditTrail;

  /**
   * A store that holds the project {@code default} and nothing else.
   *
   * @param clock of events; in microseconds, as {@code MicrosecondClock} is
   */
  public InMemoryStore(InstantSource clock) {
    this(clock, project -> {});
  }

  /**
   * The same, with something beside it that is forgotten with a project.
   *
   * @param tasks told when a project is gone
   */
  public InMemoryStore(InstantSource clock, ForgetsTasks tasks) {
    requireNonNull(clock, "clock");
    var tables = new GuardedTables();
    sessionStore = new InMemorySessionStore(tables, clock);
    eventJournal = new InMemoryEventJournal(tables);
    messageStore = new InMemoryMessageStore(tables, clock);
    reportStore = new InMemoryReportStore(tables, clock);
    hosts = new InMemoryHosts(tables);
    projects = new InMemoryProjects(tables, tasks);
    tokens = new InMemoryTokens(tables);
    catalog = new InMemoryCatalog(tables);
    schedules = new InMemorySchedules(tables);
    secrets = new InMemorySessionSecrets(tables);
    gitTokens = new InMemoryStoredGitTokens(tables);
    auditTrail = new InMemoryAuditTrail(tables, clock);
    projects.create(
        new Project(ProjectId.DEFAULT, Optional.empty(), ProjectSettings.NONE, clock.instant()));
  }

  public SessionStore sessionStore() {
    return sessionStore;
  }

  public EventJournal eventJournal() {
    return eventJournal;
  }

  public MessageStore messageStore() {
    return messageStore;
  }

  public ReportStore reportStore() {
    return reportStore;
  }

  public Hosts hosts() {
    return hosts;
  }

  public Projects projects() {
    return projects;
  }

  public Tokens tokens() {
    return tokens;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Schedules schedules() {
    return schedules;
  }

  public SessionSecrets secrets() {
    return secrets;
  }

  public StoredGitTokens gitTokens() {
    return gitTokens;
  }

  public AuditTrail auditTrail() {
    return auditTrail;
  }
}
