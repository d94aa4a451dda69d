package dev.agentsessions.memory;

import com.google.inject.Exposed;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.session.SessionStore;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Binds every store port to one {@link InMemoryStore}. Needs an {@link InstantSource}. */
public final class InMemoryStoreModule extends PrivateModule {
  @Override
  protected void configure() {
    requireBinding(InstantSource.class);
  }

  @Provides
  @Singleton
  InMemoryStore store(InstantSource clock) {
    return new InMemoryStore(clock);
  }

  @Provides
  @Exposed
  SessionStore sessionStore(InMemoryStore store) {
    return store.sessionStore();
  }

  @Provides
  @Exposed
  EventJournal eventJournal(InMemoryStore store) {
    return store.eventJournal();
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
}
