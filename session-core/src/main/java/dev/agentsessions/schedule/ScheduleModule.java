package dev.agentsessions.schedule;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.HostPart;
import dev.agentsessions.task.TaskHandler;

/** Binds what runs schedules. Hosts that have some bind a {@link Cron}. */
public final class ScheduleModule extends AbstractModule {
  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), Cron.class).setDefault().toInstance(Cron.NONE);
    bind(ScheduleOperations.class).in(Singleton.class);
    bind(ScheduleConductor.class);
    bind(LastSession.class);
    bind(ScheduleLoop.class).in(Singleton.class);
    bind(BeginsRun.class);
    Multibinder.newSetBinder(binder(), HostPart.class).addBinding().to(ScheduleLoop.class);
    Multibinder.newSetBinder(binder(), TaskHandler.class).addBinding().to(BeginsRun.class);
  }
}
