/** What measurements need of the operator that only its package sees. */
@NullMarked
package dev.agentsessions.k8s.operator;

import org.jspecify.annotations.NullMarked;
