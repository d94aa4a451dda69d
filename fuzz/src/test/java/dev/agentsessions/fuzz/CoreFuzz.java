package dev.agentsessions.fuzz;

import static dev.agentsessions.fuzz.Fuzz.check;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.DiffBase;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspacePath;
import java.nio.file.Path;
import java.util.Optional;

/** Values of the core that are made of a text. */
final class CoreFuzz {
  private static final Path ROOT = Path.of("/root/of/all");

  private CoreFuzz() {}

  static void gitUrl(String text) {
    GitUrl.ofConfigured(text)
        .ifPresent(
            url ->
                check(
                    !url.scheme().name().startsWith("HTTP") || url.user().isEmpty(),
                    "a user",
                    url));
    GitUrl url;
    try {
      url = GitUrl.parse(text);
    } catch (IllegalArgumentException refused) {
      return;
    }
    String said = url.toString();
    check(GitUrl.parse(said).equals(url), "another after all", said);
    check(!said.startsWith("-") && !url.path().contains("::"), "not for git", said);
    check(said.chars().noneMatch(Character::isISOControl), "a control character", said);
    check(url.isSamePlace(url), "not its own place", said);
    SourceRepository.checkName("name", url.repositoryName());
  }

  static void workspacePath(String text) {
    WorkspacePath path;
    try {
      path = new WorkspacePath(text);
    } catch (Invalid refused) {
      return;
    }
    Path place = ROOT.resolve(path.value());
    check(place.normalize().equals(place) && place.startsWith(ROOT), "leads elsewhere", place);
    check(String.join("/", path.names()).equals(text), "other names", path);
    check(path.names().stream().limit(1).allMatch(WorkspacePath::isName), "begins wrongly", path);
    check(path.names().stream().allMatch(WorkspacePath::isBelow), "has what is no name", path);
  }

  static void branch(String text) {
    boolean fits = WorktreeSession.isBranch(text);
    try {
      var session = new WorktreeSession("/srv/engine", text, Optional.of(text));
      check(fits && session.branch().equals(text), "no branch", text);
    } catch (Invalid refused) {
      return;
    }
    Path place = ROOT.resolve(text);
    check(place.normalize().equals(place) && place.startsWith(ROOT), "leads elsewhere", place);
    check(!text.startsWith("-") && !text.contains(".."), "not for git", text);
    check(text.chars().noneMatch(each -> each <= ' ' || each == 0x7f), "a blank", text);
  }

  static void diffBase(String text) {
    try {
      DiffBase base = DiffBase.parse(text);
      check(!base.toString().contains("\n"), "two lines", base);
    } catch (Invalid refused) {
      check(refused.field().equals("base"), "another field", refused.field());
    }
  }
}
