package dev.agentsessions.examples.console;

import java.util.List;

/** Something worth looking at in a terminal. */
final class Scene {
  /** What is read last. */
  static final String END = "12 passed";

  private static final String PROMPT = "api-refactor $";
  private static final List<String> LINES =
      List.of(
          "git init -qb main .; git config user.name Ana; git config user.email ana@example.org",
          "printf 'record SessionId(String value) {}\\n' > SessionId.java; git add .",
          "git commit -qm 'Give ids a type of their own'; git checkout -qb feature/login",
          "printf 'record SessionId(String value) {\\n"
              + "  SessionId {\\n"
              + "    check(FORM, value);\\n"
              + "  }\\n"
              + "}\\n"
              + "' > SessionId.java",
          "clear",
          "git log --oneline --decorate",
          "git status --short --branch",
          "git --no-pager diff",
          "for test in Id Login Store; do printf '\\e[32m✔\\e[0m %sTest\\n"
              + "' $test; done; echo 12 passed");

  private Scene() {}

  static void play(ConsolePage page) {
    page.type("PS1='\\[\\e[32m\\]api-refactor\\[\\e[0m\\] $ '");
    for (String line : LINES) {
      page.awaitLastLine(PROMPT);
      page.type(line);
    }
    page.awaitText("\n" + END);
  }
}
