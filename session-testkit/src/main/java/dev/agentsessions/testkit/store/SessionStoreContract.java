package dev.agentsessions.testkit.store;

/**
 * What every {@link dev.agentsessions.session.SessionStore} promises, one interface for each part
 * of the promise.
 */
public interface SessionStoreContract
    extends SessionCreateContract,
        SessionRoundTripContract,
        SessionPageContract,
        SessionFilterContract,
        SessionReachContract,
        SessionTextContract,
        SessionIntentContract,
        SessionObservationContract,
        SessionMergeContract,
        SessionDeleteContract,
        SessionRoleContract,
        SessionTouchContract,
        SessionOwnerContract {}
