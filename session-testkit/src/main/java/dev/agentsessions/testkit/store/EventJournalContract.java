package dev.agentsessions.testkit.store;

/** What every {@link dev.agentsessions.event.EventJournal} promises. */
public interface EventJournalContract
    extends EventReadContract, EventOrderContract, EventWaitContract {}
