package dev.agentsessions.store.h2;

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
import dev.agentsessions.store.internal.Database;
import dev.agentsessions.store.internal.JooqMessageStore;
import dev.agentsessions.store.internal.JooqReportStore;
import dev.agentsessions.store.internal.JooqSessionStore;
import dev.agentsessions.store.internal.Shortcut;
import dev.agentsessions.testkit.store.LostAnswers;
import dev.agentsessions.testkit.store.LostAnswersContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2LostAnswersTest implements LostAnswersContract {
  private static H2Database database;
  private final LostAnswers lost = new LostAnswers();
  private final Database lossy =
      new Database(
          () -> lost.over(database.connections().open()),
          new OneWriter(H2StoreConfig.at(Path.of("any")).lockTimeout()),
          SQLDialect.H2);

  @BeforeAll
  static void open(@TempDir Path folder) {
    database = H2Database.open(H2StoreConfig.at(folder.resolve("store")));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  public LostAnswers lostAnswers() {
    return lost;
  }

  @Override
  public SessionStore sessionStore() {
    return new JooqSessionStore(lossy, Shortcut.NONE, session -> {}, clock());
  }

  @Override
  public MessageStore messageStore() {
    return new JooqMessageStore(lossy, session -> {}, clock());
  }

  @Override
  public ReportStore reportStore() {
    return new JooqReportStore(lossy, session -> {}, clock());
  }

  @Override
  public EventJournal eventJournal() {
    return database.eventJournal();
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
  public Tokens tokens() {
    return database.tokens();
  }

  @Override
  public Catalog catalog() {
    return database.catalog();
  }

  @Override
  public Schedules schedules() {
    return database.schedules();
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
