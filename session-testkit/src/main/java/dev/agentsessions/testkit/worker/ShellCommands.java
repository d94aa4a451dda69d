package dev.agentsessions.testkit.worker;

import java.util.List;

/** The commands of a {@link RuntimeUnderTest} whose processes are those of a Unix. */
public interface ShellCommands extends RuntimeUnderTest {
  @Override
  default List<String> commandThatRunsForever() {
    return List.of("sh", "-c", "echo ready; exec sleep 1000");
  }

  @Override
  default List<String> commandThatHasToBeKilled() {
    return List.of("sh", "-c", "trap '' HUP TERM; echo ready; while :; do sleep 1000; done");
  }

  @Override
  default List<String> commandThatExits(int code) {
    return List.of("sh", "-c", "exit " + code);
  }

  @Override
  default List<String> commandThatPrints(String text) {
    return List.of("echo", text);
  }

  @Override
  default List<String> commandThatPrintsVariable(String name) {
    return List.of("printenv", name);
  }

  @Override
  default List<String> commandThatPrintsItsDirectory() {
    return List.of("pwd", "-P");
  }

  @Override
  default List<String> commandThatEchoes() {
    return List.of("sh", "-c", "stty raw -echo; echo ready; exec cat");
  }

  @Override
  default List<String> commandThatTellsItsSize() {
    String tell = "stty size | { read rows cols; echo ${cols}x$rows; }";
    return List.of(
        "sh",
        "-c",
        "tell() { " + tell + "; }; trap tell WINCH; tell; while :; do sleep 0.05; done");
  }

  @Override
  default List<String> commandThatCannotRun() {
    return List.of("no-such-program");
  }
}
