/**
 * How hosts and operators reach the content services in sessions' pods, and what of their word
 * counts.
 */
@NullMarked
package dev.agentsessions.k8s.content;

import org.jspecify.annotations.NullMarked;
