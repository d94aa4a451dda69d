/**
 * What callers may ask for: pipelines of named steps that end in one commit, and the live calls
 * that store nothing.
 */
@NullMarked
package dev.agentsessions.operation;

import org.jspecify.annotations.NullMarked;
