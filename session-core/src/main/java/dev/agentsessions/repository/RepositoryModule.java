package dev.agentsessions.repository;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.HostPart;
import dev.agentsessions.task.TaskHandler;
import dev.agentsessions.workspace.RepositoryClones;

/** Binds who clones repositories; a host without a disk for them refuses to. */
public final class RepositoryModule extends AbstractModule {
  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), RepositoryClones.class)
        .setDefault()
        .toInstance(RepositoryClones.NONE);
    bind(CloneNotes.class);
    bind(RepositoryCloning.class).in(Singleton.class);
    bind(UnfinishedClones.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(UnfinishedClones.class);
    bind(ClonesRepositories.class);
    bind(RemovesClones.class);
    Multibinder<TaskHandler> handlers = Multibinder.newSetBinder(binder(), TaskHandler.class);
    handlers.addBinding().to(ClonesRepositories.class);
    handlers.addBinding().to(RemovesClones.class);
  }
}
