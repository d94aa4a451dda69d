package dev.agentsessions.pty.keeper;

/** What a test class names of its keeper. */
interface KeeperUnderTest {
  /** Of a keeper that nobody has used in this test, and whose grace is short. */
  KeeperDriver driver();

  /**
   * Whether it finds a process that left the session of its terminal and lost its parents. Only
   * Linux shows by whose mark that would be.
   */
  default boolean findsStrays() {
    return true;
  }

  /**
   * Whether its processes ignore HUP. Only where they inherit that, and {@code nohup} has started
   * this program.
   */
  default boolean hangUpIsIgnored() {
    return false;
  }
}
