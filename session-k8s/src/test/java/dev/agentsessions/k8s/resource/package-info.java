/** Tests of the custom resource. */
@NullMarked
package dev.agentsessions.k8s.resource;

import org.jspecify.annotations.NullMarked;
