package dev.agentsessions.reconcile;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.host.HostLease;
import dev.agentsessions.host.HostWatch;

/**
 * Binds the reconciler. Who drives it adds {@link ReconcilerLoop} to the host's parts; hosts add to
 * the set of {@link SessionCleaner}s.
 */
public final class ReconcileModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(HostLease.class).in(Singleton.class);
    bind(HostWatch.class).in(Singleton.class);
    bind(Reconciler.class).in(Singleton.class);
    bind(ReconcilerLoop.class).in(Singleton.class);
    bind(DueSessions.class).in(Singleton.class);
    bind(ReconcilerMetrics.class).in(Singleton.class);
    bind(WakeUps.class).to(DueSessions.class);
    bind(Spawning.class);
    bind(Running.class);
    bind(Terminating.class);
    bind(Deadlines.class);
    bind(Launches.class);
    bind(Deliveries.class);
    bind(CleanUp.class);
    bind(Housekeeping.class);
    Multibinder.newSetBinder(binder(), SessionCleaner.class);
  }
}
