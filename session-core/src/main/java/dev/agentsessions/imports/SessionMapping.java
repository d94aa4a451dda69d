package dev.agentsessions.imports;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.Ownership;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Run;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.workspace.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a recorded session. A pure function of what was recorded and of what is here: the
 * same at every import.
 *
 * @param here what the row cannot say
 */
public record SessionMapping(RecordedSession recorded, Here here) {
  /** The slug of a name that makes none. */
  private static final Slug NAMELESS = new Slug("session");

  /** A slug of a longer name leaves room for an id behind it. */
  private static final int MAX_SLUG_BASE = 120;

  /**
   * What an import finds.
   *
   * @param owner of the sessions, but for those that have a parent
   * @param change by whom, and when
   * @param parent the recorded one, if it is stored
   * @param checkout at the recorded place; absent for a session in a directory
   */
  public record Here(
      ProjectId project,
      NodeId node,
      Owner owner,
      Change change,
      Optional<Session> parent,
      Optional<Checkout> checkout) {
    public Here {
      requireNonNull(project, "project");
      requireNonNull(node, "node");
      requireNonNull(owner, "owner");
      requireNonNull(change, "change");
      requireNonNull(parent, "parent");
      requireNonNull(checkout, "checkout");
    }
  }

  public SessionMapping {
    requireNonNull(recorded, "recorded");
    requireNonNull(here, "here");
  }

  /** It rests, as one that ran: where it worked it works again, and its prompt was told. */
  public Session session(Slug slug) {
    SessionKind kind = kind();
    String name = name(kind);
    return new Session(
        new SessionIdentity(
            recorded.id(),
            here.project(),
            slug,
            name,
            here.parent().map(parent -> parent.identity().owner()).orElse(here.owner()),
            here.parent().map(Session::id),
            Optional.empty()),
        SessionMetadata.named(name),
        new SessionSpec(
            kind, SessionSpec.LOCAL, agent(), RunPolicy.DEFAULT, Map.of(), Optional.empty()),
        Desired.STOPPED,
        new Revision(1, 1, new Change(recorded.createdAt(), here.change().by()), here.change()),
        status(),
        Ownership.of(here.node()),
        Liveness.from(recorded.pausedAt().orElse(recorded.createdAt())),
        ImportedNames.workers(recorded.workers()));
  }

  /** Those that it may have, the best one first: the last is its own. */
  public List<Slug> slugs() {
    String name = name(kind());
    Slug best = Slug.isMadeOf(name) ? Slug.of(name) : NAMELESS;
    String base = best.value().substring(0, Math.min(best.value().length(), MAX_SLUG_BASE)) + "-";
    return List.of(best, Slug.of(base + recorded.id()));
  }

  /** What is not as it was recorded, for people. */
  public static List<String> notes(RecordedSession recorded, Session made) {
    List<String> notes = new ArrayList<>();
    if (made.identity().parent().isEmpty()) {
      recorded
          .parent()
          .ifPresent(parent -> notes.add("its parent " + parent + " is not here: it has none"));
    }
    if (made.spec().kind() instanceof WorktreeSession kind
        && made.status().run().branch().isEmpty()) {
      notes.add("no branch is checked out in its directory: it is taken to be " + kind.branch());
    }
    return notes;
  }

  private SessionStatus status() {
    return new SessionStatus(
        1,
        SessionState.STOPPED,
        Optional.of(Reason.IMPORTED),
        Optional.empty(),
        Optional.empty(),
        Conditions.NONE,
        new Run(
            Optional.of(recorded.createdAt()),
            recorded.pausedAt(),
            0,
            0,
            Optional.of(recorded.location().toString()),
            branchHere(),
            branchHere()));
  }

  private AgentSettings agent() {
    Optional<AgentId> first =
        recorded.workers().stream()
            .flatMap(
                worker ->
                    worker.kind() instanceof AgentWorker agent
                        ? Stream.of(agent.agent())
                        : Stream.empty())
            .findFirst();
    return new AgentSettings(
        first, recorded.initialPrompt(), LlmSettings.DEFAULT, recorded.templateVars());
  }

  private SessionKind kind() {
    return recorded
        .repository()
        .<SessionKind>map(
            repository ->
                new WorktreeSession(
                    here.checkout().map(Checkout::repository).orElse(repository),
                    branchHere().orElseGet(() -> ImportedNames.branch(recorded)),
                    Optional.empty()))
        .orElseGet(() -> new QuickSession(recorded.location()));
  }

  private Optional<String> branchHere() {
    return here.checkout().flatMap(Checkout::branch);
  }

  private String name(SessionKind kind) {
    return recorded
        .title()
        .filter(title -> !title.isBlank())
        .map(ImportedNames::cut)
        .orElseGet(
            () ->
                switch (kind) {
                  case QuickSession quick -> lastName(quick.location());
                  case WorktreeSession worktree -> worktree.branch();
                  case AgenticSession none -> recorded.id().value(); // nobody recorded any
                });
  }

  private static String lastName(Path directory) {
    Path last = directory.getFileName();
    return last == null ? "root" : ImportedNames.cut(last.toString());
  }
}
