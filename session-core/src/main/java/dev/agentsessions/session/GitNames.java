package dev.agentsessions.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What may be the name of a branch or a revision, without asking git. No name that passes can be
 * taken for an option.
 *
 * @see <a href="https://git-scm.com/docs/git-check-ref-format">git check-ref-format</a>
 */
final class GitNames {
  /** A file of the branch's name, and git's lock beside it, fit into every file system. */
  private static final int MAX_BYTES = 240;

  private static final Pattern BLANK_OR_CONTROL = Pattern.compile("[\\x00-\\x20\\x7f]");

  private record Rule(Predicate<String> isBroken, String problem) {}

  private static final List<Rule> BRANCH_RULES =
      List.of(
          new Rule(name -> !UTF_8.newEncoder().canEncode(name), "has half a character"),
          new Rule(
              name -> name.getBytes(UTF_8).length > MAX_BYTES,
              "must have at most " + MAX_BYTES + " bytes"),
          new Rule(
              Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]").asPredicate(),
              "must have no blanks, no control characters and none of ~ ^ : ? * [ \\"),
          new Rule(name -> name.startsWith("-"), "must not begin with a hyphen"),
          new Rule(
              Pattern.compile("^/|//|/$").asPredicate(),
              "must have something before, between and after its slashes"),
          new Rule(
              Pattern.compile("(^|/)\\.|\\.\\.|\\.$").asPredicate(),
              "must have no dot at an end, after a slash or beside another"),
          new Rule(
              Pattern.compile("\\.lock(/|$)").asPredicate(),
              "must have no part that ends with .lock"),
          new Rule(name -> name.contains("@{"), "must not have @{"),
          new Rule(name -> name.equals("@") || name.equals("HEAD"), "is a word of git's own"));

  private GitNames() {}

  /** What keeps a text from being the name of a branch; empty: nothing. */
  static Optional<String> problemOfBranch(String name) {
    return BRANCH_RULES.stream()
        .filter(rule -> rule.isBroken().test(name))
        .map(Rule::problem)
        .findFirst();
  }

  /** Whether git could not possibly know it. */
  static boolean isNoRevision(String text) {
    return text.isEmpty()
        || text.startsWith("-")
        || BLANK_OR_CONTROL.matcher(text).find()
        || !UTF_8.newEncoder().canEncode(text);
  }
}
