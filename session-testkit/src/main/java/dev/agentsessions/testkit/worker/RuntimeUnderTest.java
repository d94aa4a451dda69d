package dev.agentsessions.testkit.worker;

import dev.agentsessions.output.OutputLog;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.WorkerRuntime;
import java.util.List;

/**
 * What a test class names of its runtime: the runtime itself, and commands, as argv, that show what
 * it does. A command says in one word that it is there, {@code ready}, where its method says so;
 * what a contract does before that word may be lost. Processes may be left running by a test; the
 * test class ends them.
 */
public interface RuntimeUnderTest {
  /** The same one during a test. */
  WorkerRuntime runtime();

  /** Where the runtime's output is read. */
  OutputLog output();

  /** Where processes can be started, in a directory that exists. */
  Endpoint endpoint();

  /** The same for one session, where each has a place of its own. */
  default Endpoint endpoint(SessionId session) {
    return endpoint();
  }

  /** Prints {@code ready}, reads nothing, and goes on until it is stopped. */
  List<String> commandThatRunsForever();

  /** As the one that runs forever, and does not mind HUP and TERM. */
  List<String> commandThatHasToBeKilled();

  List<String> commandThatExits(int code);

  /**
   * Prints a text and exits with 0.
   *
   * @param text letters, digits and blanks
   */
  List<String> commandThatPrints(String text);

  /** Prints the value of an environment variable and exits with 0. */
  List<String> commandThatPrintsVariable(String name);

  /** Prints its working directory and exits with 0. */
  List<String> commandThatPrintsItsDirectory();

  /** Prints {@code ready} and a line feed, then each byte typed, unchanged, and nothing else. */
  List<String> commandThatEchoes();

  /** Prints its terminal's size, such as {@code 80x24}, at first and after each change. */
  List<String> commandThatTellsItsSize();

  /** A program that there is not. */
  List<String> commandThatCannotRun();
}
