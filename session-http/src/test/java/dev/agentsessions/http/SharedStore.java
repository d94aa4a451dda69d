package dev.agentsessions.http;

import com.google.inject.AbstractModule;
import dev.agentsessions.AgentSessions;
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
import dev.agentsessions.task.InMemoryTasksModule;

/** The store of another host of this program, as several share a database. */
final class SharedStore extends AbstractModule {
  private final AgentSessions first;

  SharedStore(AgentSessions first) {
    this.first = first;
  }

  @Override
  protected void configure() {
    share(SessionStore.class);
    share(MessageStore.class);
    share(ReportStore.class);
    share(EventJournal.class);
    share(Hosts.class);
    share(Projects.class);
    share(Tokens.class);
    share(Schedules.class);
    share(SessionSecrets.class);
    share(Catalog.class);
    share(IdempotencyStore.class);
    share(StoredGitTokens.class);
    share(AuditTrail.class);
    install(new InMemoryTasksModule());
  }

  private <T> void share(Class<T> port) {
    bind(port).toInstance(first.get(port));
  }
}
