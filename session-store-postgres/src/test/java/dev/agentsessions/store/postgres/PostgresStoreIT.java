package dev.agentsessions.store.postgres;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.idempotency.RequestKey;
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
import dev.agentsessions.testkit.store.IdempotencyContract;
import dev.agentsessions.testkit.store.MessageStoreContract;
import dev.agentsessions.testkit.store.ProjectsContract;
import dev.agentsessions.testkit.store.ReportStoreContract;
import dev.agentsessions.testkit.store.SchedulesContract;
import dev.agentsessions.testkit.store.SessionSecretsContract;
import dev.agentsessions.testkit.store.SessionStoreContract;
import dev.agentsessions.testkit.store.StoredGitTokensContract;
import dev.agentsessions.testkit.store.TokensContract;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresStoreIT
    implements SessionStoreContract,
        EventJournalContract,
        MessageStoreContract,
        ReportStoreContract,
        HostsContract,
        ProjectsContract,
        IdempotencyContract,
        SchedulesContract,
        TokensContract,
        CatalogContract,
        SessionSecretsContract,
        StoredGitTokensContract,
        AuditTrailContract {
  private static PostgresDatabase database;

  @BeforeAll
  static void open() {
    database = PostgresDatabase.open(PostgresDatabase.newConfig());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  public SessionStore sessionStore() {
    return database.sessionStore();
  }

  @Override
  public EventJournal eventJournal() {
    return database.eventJournal();
  }

  @Override
  public MessageStore messageStore() {
    return database.messageStore();
  }

  @Override
  public ReportStore reportStore() {
    return database.reportStore();
  }

  @Override
  public Hosts hosts() {
    return database.hosts();
  }

  @Override
  public Projects projects() {
    return database.projects();
  }

  @Override
  public IdempotencyStore idempotency() {
    return database.idempotency();
  }

  @Override
  public void beginMany(RequestKey key, int count) throws SQLException {
    String series = "generate_series(1, " + count + ") as numbers(n)";
    database.execute(IdempotencyContract.INSERT.formatted(key.owner(), NOON, series));
  }

  @Override
  public Schedules schedules() {
    return database.schedules();
  }

  @Override
  public Tokens tokens() {
    return database.tokens();
  }

  @Override
  public Catalog catalog() {
    return database.catalog();
  }

  @Override
  public SessionSecrets secrets() {
    return database.secrets();
  }

  @Override
  public StoredGitTokens gitTokens() {
    return database.gitTokens();
  }

  @Override
  public AuditTrail auditTrail() {
    return database.auditTrail();
  }

  @Override
  public InstantSource clock() {
    return database.clock();
  }
}
