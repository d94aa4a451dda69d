/**
 * The custom resource {@code AgenticSession}: what a user asks of the cluster, and what the
 * operator says of it. Its definition is generated from these types.
 *
 * <p>Fields that later versions add are absent by default: a default value would change what {@link
 * AgenticSessionSpec} says of a running session, and end its run.
 */
@NullMarked
package dev.agentsessions.k8s.resource;

import org.jspecify.annotations.NullMarked;
