/**
 * Environments of sessions on a cluster: each session of the runtime {@code kubernetes} has a
 * custom resource named by its id, which an operator makes run, and whose status is its owner's
 * answer.
 */
@NullMarked
package dev.agentsessions.k8s.environment;

import org.jspecify.annotations.NullMarked;
