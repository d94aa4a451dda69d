package dev.agentsessions.store.h2;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.HostPart;
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
import dev.agentsessions.store.internal.Bells;
import dev.agentsessions.store.internal.CommitListener;
import dev.agentsessions.store.internal.Database;
import dev.agentsessions.store.internal.Forgetting;
import dev.agentsessions.store.internal.JooqAuditTrail;
import dev.agentsessions.store.internal.JooqCatalog;
import dev.agentsessions.store.internal.JooqEventJournal;
import dev.agentsessions.store.internal.JooqHosts;
import dev.agentsessions.store.internal.JooqIdempotencyStore;
import dev.agentsessions.store.internal.JooqMessageStore;
import dev.agentsessions.store.internal.JooqProjects;
import dev.agentsessions.store.internal.JooqReportStore;
import dev.agentsessions.store.internal.JooqSchedules;
import dev.agentsessions.store.internal.JooqSessionSecrets;
import dev.agentsessions.store.internal.JooqSessionStore;
import dev.agentsessions.store.internal.JooqStoredGitTokens;
import dev.agentsessions.store.internal.JooqTasks;
import dev.agentsessions.store.internal.JooqTokens;
import dev.agentsessions.store.internal.Shortcut;
import dev.agentsessions.store.internal.TaskClaimer;
import dev.agentsessions.store.internal.TaskClaims;
import dev.agentsessions.store.internal.TaskScheduler;
import dev.agentsessions.store.internal.TaskTime;
import dev.agentsessions.task.TaskHandler;
import dev.agentsessions.task.TaskHandlers;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.time.Ticker;
import java.time.InstantSource;
import org.jooq.SQLDialect;

/**
 * Binds every store port to one H2 file, which the host opens when it starts and closes when it
 * ends. Comes before the modules whose parts use the store. Needs an {@code InstantSource} in
 * microseconds, a {@code Ticker} and an {@code IdGenerator}. Hosts add {@code TaskHandler}s.
 *
 * <p>Starting throws {@link StoreInUse} while another program has the file open.
 */
public final class H2StoreModule extends AbstractModule {
  private final H2StoreConfig config;

  public H2StoreModule(H2StoreConfig config) {
    this.config = requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    install(new Ports(config));
    Multibinder<HostPart> parts = Multibinder.newSetBinder(binder(), HostPart.class);
    parts.addBinding().to(H2Store.class);
    parts.addBinding().to(TaskScheduler.class);
    Multibinder.newSetBinder(binder(), TaskHandler.class);
  }

  /** A private module cannot add to the host's parts, so that is left to the one around it. */
  private static final class Ports extends PrivateModule {
    private final H2StoreConfig config;

    Ports(H2StoreConfig config) {
      this.config = config;
    }

    @Override
    protected void configure() {
      bind(H2StoreConfig.class).toInstance(config);
      bind(H2Store.class).in(Singleton.class);
      bind(Bells.class).in(Singleton.class);
      bind(CommitListener.class).to(Bells.class);
      bind(Shortcut.class).toInstance(Shortcut.NONE);
      bind(SessionStore.class).to(JooqSessionStore.class);
      bind(JooqSessionStore.class).in(Singleton.class);
      bind(EventJournal.class).to(JooqEventJournal.class);
      bind(JooqEventJournal.class).in(Singleton.class);
      bind(MessageStore.class).to(JooqMessageStore.class);
      bind(JooqMessageStore.class).in(Singleton.class);
      bind(ReportStore.class).to(JooqReportStore.class);
      bind(JooqReportStore.class).in(Singleton.class);
      bind(Hosts.class).to(JooqHosts.class);
      bind(JooqHosts.class).in(Singleton.class);
      bind(Projects.class).to(JooqProjects.class);
      bind(JooqProjects.class).in(Singleton.class);
      bind(IdempotencyStore.class).to(JooqIdempotencyStore.class);
      bind(JooqIdempotencyStore.class).in(Singleton.class);
      bind(Forgetting.class).in(Singleton.class);
      bind(Schedules.class).to(JooqSchedules.class);
      bind(JooqSchedules.class).in(Singleton.class);
      bind(Tasks.class).to(JooqTasks.class);
      bind(JooqTasks.class).in(Singleton.class);
      bind(TaskClaims.class).in(Singleton.class);
      bind(TaskHandlers.class).in(Singleton.class);
      bind(TaskScheduler.class).in(Singleton.class);
      bind(TaskClaimer.class).toInstance(TaskClaimer.ONLY);
      bind(Tokens.class).to(JooqTokens.class);
      bind(JooqTokens.class).in(Singleton.class);
      bind(SessionSecrets.class).to(JooqSessionSecrets.class);
      bind(JooqSessionSecrets.class).in(Singleton.class);
      bind(StoredGitTokens.class).to(JooqStoredGitTokens.class);
      bind(JooqStoredGitTokens.class).in(Singleton.class);
      bind(AuditTrail.class).to(JooqAuditTrail.class);
      bind(JooqAuditTrail.class).in(Singleton.class);
      bind(Catalog.class).to(JooqCatalog.class);
      bind(JooqCatalog.class).in(Singleton.class);
      expose(H2Store.class);
      expose(TaskScheduler.class);
      expose(SessionStore.class);
      expose(EventJournal.class);
      expose(MessageStore.class);
      expose(ReportStore.class);
      expose(Hosts.class);
      expose(Projects.class);
      expose(Tasks.class);
      expose(Schedules.class);
      expose(IdempotencyStore.class);
      expose(Tokens.class);
      expose(Catalog.class);
      expose(SessionSecrets.class);
      expose(StoredGitTokens.class);
      expose(AuditTrail.class);
    }

    @Provides
    @Singleton
    Database database(H2Store store) {
      return new Database(store, new OneWriter(config.lockTimeout()), SQLDialect.H2);
    }

    @Provides
    @Singleton
    TaskTime taskTime(InstantSource clock, Ticker ticker) {
      return TaskTime.ofProgram(clock, ticker);
    }
  }
}
