/**
 * What operators see of a host: spans by OpenTelemetry's API, figures by Micrometer. Where they go
 * is the host's choice; without one they go nowhere.
 */
@NullMarked
package dev.agentsessions.telemetry;

import org.jspecify.annotations.NullMarked;
