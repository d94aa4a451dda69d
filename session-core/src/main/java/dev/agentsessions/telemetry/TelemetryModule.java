package dev.agentsessions.telemetry;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.operation.StepRecorder;
import dev.agentsessions.session.SessionStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/**
 * Binds what a host tells of itself. Hosts choose where it goes by binding {@code OpenTelemetry}
 * and {@code MeterRegistry}; without, nobody looks.
 */
public final class TelemetryModule extends AbstractModule {
  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), OpenTelemetry.class)
        .setDefault()
        .toInstance(OpenTelemetry.noop());
    OptionalBinder.newOptionalBinder(binder(), MeterRegistry.class)
        .setDefault()
        .toInstance(new CompositeMeterRegistry());
    bind(PipelineTelemetry.class).in(Singleton.class);
    OptionalBinder.newOptionalBinder(binder(), StepRecorder.class)
        .setDefault()
        .to(PipelineTelemetry.class);
    bind(MeteredStore.class).in(Singleton.class);
    bind(SessionStore.class).annotatedWith(Metered.class).to(MeteredStore.class);
  }
}
