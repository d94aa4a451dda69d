/**
 * The operator: makes of each {@link dev.agentsessions.k8s.resource.AgenticSession} a volume claim,
 * an identity, tokens, a Job, a Service and a NetworkPolicy, and tells in its status what became of
 * them. What is wanted and what is concluded are pure functions of observed objects; one pass
 * compares the two and writes the difference. Killed anywhere, the next pass goes on.
 */
@NullMarked
package dev.agentsessions.k8s.operator;

import org.jspecify.annotations.NullMarked;
