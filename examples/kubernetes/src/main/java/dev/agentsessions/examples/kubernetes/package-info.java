/** A host whose sessions run on a Kubernetes cluster. */
@NullMarked
package dev.agentsessions.examples.kubernetes;

import org.jspecify.annotations.NullMarked;
