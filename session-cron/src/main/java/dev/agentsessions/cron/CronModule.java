package dev.agentsessions.cron;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.schedule.Cron;

/** Lets a host have schedules. */
public final class CronModule extends AbstractModule {
  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), Cron.class).setBinding().toInstance(new UnixCron());
  }
}
