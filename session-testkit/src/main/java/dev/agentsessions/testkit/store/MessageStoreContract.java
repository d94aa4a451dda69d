package dev.agentsessions.testkit.store;

/** What every {@link dev.agentsessions.message.MessageStore} promises. */
public interface MessageStoreContract extends MessageAddContract, MessageSettleContract {}
