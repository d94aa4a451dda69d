package dev.agentsessions.telemetry;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The host's store, which counts what is committed. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface Metered {}
