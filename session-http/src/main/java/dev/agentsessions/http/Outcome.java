package dev.agentsessions.http;

/** What becomes of a request. */
sealed interface Outcome permits Answer, Feed {}
