package dev.agentsessions.store.h2;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.HostPart;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.Projects;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.store.internal.Bells;
import dev.agentsessions.store.internal.CommitListener;
import dev.agentsessions.store.internal.Database;
import dev.agentsessions.store.internal.JooqEventJournal;
import dev.agentsessions.store.internal.JooqHosts;
import dev.agentsessions.store.internal.JooqMessageStore;
import dev.agentsessions.store.internal.JooqProjects;
import dev.agentsessions.store.internal.JooqReportStore;
import dev.agentsessions.store.internal.JooqSessionStore;
import dev.agentsessions.store.internal.JooqTokens;
import dev.agentsessions.store.internal.Shortcut;
import org.jooq.SQLDialect;

/**
 * Binds every store port to one H2 file, which the host opens when it starts and closes when it
 * ends. Comes before the modules whose parts use the store. Needs an {@code InstantSource} in
 * microseconds.
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
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(H2Store.class);
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
      bind(Tokens.class).to(JooqTokens.class);
      bind(JooqTokens.class).in(Singleton.class);
      expose(H2Store.class);
      expose(SessionStore.class);
      expose(EventJournal.class);
      expose(MessageStore.class);
      expose(ReportStore.class);
      expose(Hosts.class);
      expose(Projects.class);
      expose(Tokens.class);
    }

    @Provides
    @Singleton
    Database database(H2Store store) {
      return new Database(store, new OneWriter(config.lockTimeout()), SQLDialect.H2);
    }
  }
}
