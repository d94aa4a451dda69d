/** Tests of the environments on a cluster. */
@NullMarked
package dev.agentsessions.k8s.environment;

import org.jspecify.annotations.NullMarked;
