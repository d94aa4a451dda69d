package dev.agentsessions.memory;

import com.google.inject.AbstractModule;
import com.google.inject.Exposed;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.event.AuditTrail;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.task.ForgetsTasks;
import dev.agentsessions.task.InMemoryTasksModule;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * Binds every store port to one {@link InMemoryStore}, and {@link InMemoryTasksModule}. Needs an
 * {@link InstantSource}, a {@code Ticker} and an {@code IdGenerator}.
 */
public final class InMemoryStoreModule extends AbstractModule {
  @Override
  protected void configure() {
    install(new Ports());
    install(new InMemoryTasksModule());
  }

  private static final class Ports extends PrivateModule {
    @Override
    protected void configure() {
      requireBinding(InstantSource.class);
      bind(IdempotencyStore.class).to(InMemoryIdempotencyStore.class).in(Singleton.class);
      expose(IdempotencyStore.class);
    }

    @Provides
    @Singleton
    InMemoryStore store(InstantSource clock, ForgetsTasks tasks) {
      return new InMemoryStore(clock, tasks);
    }

    @Provides
    @Exposed
    SessionStore sessionStore(InMemoryStore store) {
      return store.sessionStore();
    }

    @Provides
    @Exposed
    MessageStore messageStore(InMemoryStore store) {
      return store.messageStore();
    }

    @Provides
    @Exposed
    ReportStore reportStore(InMemoryStore store) {
      return store.reportStore();
    }

    @Provides
    @Exposed
    EventJournal eventJournal(InMemoryStore store) {
      return store.eventJournal();
    }

    @Provides
    @Exposed
    Hosts hosts(InMemoryStore store) {
      return store.hosts();
    }

    @Provides
    @Exposed
    Projects projects(InMemoryStore store) {
      return store.projects();
    }

    @Provides
    @Exposed
    Tokens tokens(InMemoryStore store) {
      return store.tokens();
    }

    @Provides
    @Exposed
    Schedules schedules(InMemoryStore store) {
      return store.schedules();
    }

    @Provides
    @Exposed
    SessionSecrets secrets(InMemoryStore store) {
      return store.secrets();
    }

    @Provides
    @Exposed
    StoredGitTokens gitTokens(InMemoryStore store) {
      return store.gitTokens();
    }

    @Provides
    @Exposed
    AuditTrail auditTrail(InMemoryStore store) {
      return store.auditTrail();
    }

    @Provides
    @Exposed
    Catalog catalog(InMemoryStore store) {
      return store.catalog();
    }
  }
}
