/**
 * The program beside the files and terminals of one session, in its pod (K-08): files, git,
 * terminals and output as on any host, for whoever has the session's content token, and the calls
 * by which the session's owner runs its processes. It decides nothing by itself.
 */
@NullMarked
package dev.agentsessions.content;

import org.jspecify.annotations.NullMarked;
