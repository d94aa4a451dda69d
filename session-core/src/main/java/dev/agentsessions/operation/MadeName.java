package dev.agentsessions.operation;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.session.WorktreeSession;
import java.nio.file.Path;

/** The name of a session that nobody named: where it works, and a random part (S-01). */
final class MadeName {
  private static final int MAX_BASE = 100;

  private MadeName() {}

  /**
   * A name that always makes a slug.
   *
   * @param random letters and digits
   */
  static String of(SessionKind kind, String random) {
    String name = cut(base(kind)) + "-" + random;
    // A directory may be called as ids are, which no slug may be.
    return Slug.isMadeOf(name) ? name : "session-" + name;
  }

  private static String base(SessionKind kind) {
    return switch (kind) {
      case QuickSession quick -> lastName(quick.location());
      case WorktreeSession worktree -> worktree.branch().replace('/', '-');
      case AgenticSession agentic ->
          agentic.repos().stream().findFirst().map(SourceRepository::name).orElse("agentic");
    };
  }

  private static String lastName(Path directory) {
    Path last = directory.getFileName();
    return last == null ? "root" : last.toString();
  }

  /** Between two characters: half of one cannot be written as UTF-8. */
  private static String cut(String base) {
    if (base.length() <= MAX_BASE) {
      return base;
    }
    return base.substring(
        0, Character.isHighSurrogate(base.charAt(MAX_BASE - 1)) ? MAX_BASE - 1 : MAX_BASE);
  }
}
