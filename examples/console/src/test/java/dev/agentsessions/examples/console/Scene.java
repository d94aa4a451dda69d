package dev.agentsessions.examples.console;

import java.util.List;

/** Something worth looking at in a terminal. */
final class Scene {
  /** What is read last. */
  static final String END = "12 passed";

  private static final List<String> LINES =
      List.of(
          "git init -qb main .; git config user.name Ana; git config user.email ana@example.org",
          "echo 'record SessionId(String value) {}' > SessionId.java; git add .",
          "git commit -qm 'Give ids a type of their own'; git checkout -qb feature/login",
          "printf '%s {\\n  SessionId {\\n    check(value);\\n  }\\n}\\n'"
              + " 'record SessionId(String value)' > SessionId.java",
          "clear",
          "git log --oneline --decorate",
          "git status --short --branch",
          "git --no-pager diff",
          "for test in Id Login Store; do printf '\\e[32m✔\\e[0m %sTest\\n' $test; done",
          "echo " + END);

  private Scene() {}

  static void play(ConsolePage page) {
    page.usePrompt("api-refactor");
    LINES.forEach(page::run);
  }
}
