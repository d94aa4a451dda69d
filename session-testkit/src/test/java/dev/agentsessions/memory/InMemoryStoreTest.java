package dev.agentsessions.memory;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.testkit.store.AuditTrailContract;
import dev.agentsessions.testkit.store.CatalogContract;
import dev.agentsessions.testkit.store.EventJournalContract;
import dev.agentsessions.testkit.store.HostsContract;
import dev.agentsessions.testkit.store.MessageStoreContract;
import dev.agentsessions.testkit.store.ProjectsContract;
import dev.agentsessions.testkit.store.ReportStoreContract;
import dev.agentsessions.testkit.store.SchedulesContract;
import dev.agentsessions.testkit.store.SessionSecretsContract;
import dev.agentsessions.testkit.store.SessionStoreContract;
import dev.agentsessions.testkit.store.StoredGitTokensContract;
import dev.agentsessions.testkit.store.TokensContract;
import dev.agentsessions.time.MicrosecondClock;
import java.time.InstantSource;

class InMemoryStoreTest
    implements SessionStoreContract,
        EventJournalContract,
        MessageStoreContract,
        ReportStoreContract,
        HostsContract,
        ProjectsContract,
        TokensContract,
        SchedulesContract,
        CatalogContract,
        SessionSecretsContract,
        StoredGitTokensContract,
        AuditTrailContract {
  private static final InstantSource CLOCK = MicrosecondClock.system();
  private static final InMemoryStore STORE = new InMemoryStore(CLOCK);

  @Override
  public SessionStore sessionStore() {
    return STORE.sessionStore();
  }

  @Override
  public EventJournal eventJournal() {
    return STORE.eventJournal();
  }

  @Override
  public MessageStore messageStore() {
    return STORE.messageStore();
  }

  @Override
  public ReportStore reportStore() {
    return STORE.reportStore();
  }

  @Override
  public Hosts hosts() {
    return STORE.hosts();
  }

  @Override
  public Projects projects() {
    return STORE.projects();
  }

  @Override
  public Tokens tokens() {
    return STORE.tokens();
  }

  @Override
  public Catalog catalog() {
    return STORE.catalog();
  }

  @Override
  public Schedules schedules() {
    return STORE.schedules();
  }

  @Override
  public SessionSecrets secrets() {
    return STORE.secrets();
  }

  @Override
  public StoredGitTokens gitTokens() {
    return STORE.gitTokens();
  }

  @Override
  public AuditTrail auditTrail() {
    return STORE.auditTrail();
  }

  @Override
  public InstantSource clock() {
    return CLOCK;
  }
}
