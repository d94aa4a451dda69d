/** Git credentials of a GitHub App, which is the host's and has to do with who installed it. */
@NullMarked
package dev.agentsessions.github;

import org.jspecify.annotations.NullMarked;
