/** What programs that reach a cluster share. */
@NullMarked
package dev.agentsessions.k8s;

import org.jspecify.annotations.NullMarked;
