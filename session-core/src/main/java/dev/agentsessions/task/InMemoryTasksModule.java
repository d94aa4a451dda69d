package dev.agentsessions.task;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.HostPart;

/** Binds {@link Tasks} in memory and the threads that run them. Hosts add {@link TaskHandler}s. */
public final class InMemoryTasksModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(InMemoryTasks.class).in(Singleton.class);
    bind(Tasks.class).to(InMemoryTasks.class);
    bind(ForgetsTasks.class).to(InMemoryTasks.class);
    bind(TaskHandlers.class).in(Singleton.class);
    bind(TaskRunner.class).in(Singleton.class);
    bind(TaskLoop.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), TaskHandler.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(TaskLoop.class);
  }
}
