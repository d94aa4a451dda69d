/**
 * Tests of the operator. Those that need a cluster run on a mock with stand-ins, or on a real one.
 */
@NullMarked
package dev.agentsessions.k8s.operator;

import org.jspecify.annotations.NullMarked;
