/** What is applied to a cluster to install the operator and its host. */
@NullMarked
package dev.agentsessions.k8s.install;

import org.jspecify.annotations.NullMarked;
