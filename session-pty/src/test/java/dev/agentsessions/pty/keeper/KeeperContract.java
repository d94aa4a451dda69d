package dev.agentsessions.pty.keeper;

/**
 * What every {@link Keeper} promises, told with real programs of a Linux system. It stays with this
 * module's tests because the testkit depends on the core alone.
 */
interface KeeperContract
    extends KeeperSpawnContract,
        KeeperNotRunContract,
        KeeperTerminalContract,
        KeeperEndContract,
        KeeperStopContract,
        KeeperFenceContract {}
