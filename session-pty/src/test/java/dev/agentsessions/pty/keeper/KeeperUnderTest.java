package dev.agentsessions.pty.keeper;

/** What a test class names of its keeper. */
interface KeeperUnderTest {
  /** Of a keeper that nobody has used in this test, and whose grace is short. */
  KeeperDriver driver();
}
