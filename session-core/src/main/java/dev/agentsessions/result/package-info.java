/** What came of a session's run: what its agent reports, and how it ended. */
@NullMarked
package dev.agentsessions.result;

import org.jspecify.annotations.NullMarked;
