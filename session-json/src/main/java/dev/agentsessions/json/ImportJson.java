package dev.agentsessions.json;

import static java.util.function.Predicate.not;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.imports.ImportReport;
import dev.agentsessions.imports.ImportRow;
import dev.agentsessions.imports.ImportedRow;
import dev.agentsessions.imports.ImportedRow.Outcome;
import dev.agentsessions.imports.RecordedSession;
import dev.agentsessions.imports.RecordedWorker;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerKind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of another program's {@code sessions.json}, of both generations (P-05). Process ids are
 * known and not read: whose they are by now nobody knows.
 */
final class ImportJson {
  private static final AgentId CLAUDE = new AgentId("claude");

  /** What the other program calls it. */
  private static final String FOREIGN_CLAUDE = "claude-code-builtin";

  /** What the first generation has for a session in a directory. */
  private static final String NO_REPOSITORY = "default";

  private static final String[] TYPES = {"quick", "worktree"};

  /** What every store can hold. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final JsonObject json;
  private final List<String> notes = new ArrayList<>();

  private ImportJson(JsonObject json) {
    this.json = json;
  }

  static List<ImportRow> rows(byte[] file) {
    return JsonTree.objects(JsonObject.text(file)).stream().map(ImportJson::row).toList();
  }

  private static ImportRow row(String text) {
    JsonObject json;
    try {
      json = JsonTree.parse(text, Reading.FOREIGN).object();
    } catch (Invalid e) {
      return new ImportRow.Unreadable(Optional.empty(), e);
    }
    try {
      return json.as(row -> new ImportJson(row).readable());
    } catch (Invalid e) {
      return new ImportRow.Unreadable(id(json), e);
    }
  }

  private static Optional<SessionId> id(JsonObject json) {
    try {
      return json.parsed("id", SessionId::new);
    } catch (Invalid e) {
      return Optional.empty();
    }
  }

  static void write(JsonWriter json, ImportReport report) {
    json.objects("items", report.rows(), ImportJson::write).nothing("next");
    for (Outcome outcome : Outcome.values()) {
      json.number(Words.lower(outcome), report.count(outcome));
    }
  }

  private static void write(JsonWriter json, ImportedRow row) {
    json.number("row", row.row())
        .text("session", row.session())
        .text("outcome", Words.lower(row.outcome()))
        .text("problem", row.refused().map(SessionException::getMessage))
        .texts("notes", row.notes());
  }

  private ImportRow readable() {
    RecordedSession session = isFirstGeneration() ? first() : second();
    json.unknown().forEach(this::noteUnknown);
    return new ImportRow.Understood(session, notes);
  }

  private boolean isFirstGeneration() {
    return json.has("worktreePath") && !json.has("type");
  }

  private RecordedSession first() {
    SessionId id = id();
    var agent =
        new RecordedWorker(
            new WorkerId(id + "-agent"),
            new AgentWorker(CLAUDE),
            Optional.of("Claude"),
            createdAt());
    json.skip("pid");
    return session(
        Optional.of(json.need("repositoryId", json::text)).filter(not(NO_REPOSITORY::equals)),
        Optional.empty(),
        json.need("worktreePath", key -> json.parsed(key, Path::of)),
        List.of(agent));
  }

  private RecordedSession second() {
    String type = json.need("type", key -> json.word(key, TYPES, word -> word));
    Optional<String> repository = json.text("repositoryId");
    Optional<String> worktree = json.text("worktreeId");
    boolean isWorktree = type.equals("worktree");
    if (isWorktree && repository.isEmpty()) {
      throw json.invalid("repositoryId", "is required");
    }
    List<RecordedWorker> workers =
        json.objects("workers", this::worker).orElse(List.of()).stream()
            .flatMap(Optional::stream)
            .toList();
    return session(
        repository.filter(any -> isWorktree),
        worktree,
        json.need("locationPath", key -> json.parsed(key, Path::of)),
        workers);
  }

  /** What both generations have, and what came later. */
  private RecordedSession session(
      Optional<String> repository,
      Optional<String> worktree,
      Path location,
      List<RecordedWorker> workers) {
    json.skip("serverPid");
    return new RecordedSession(
        id(),
        repository,
        worktree,
        location,
        createdAt(),
        instant(json, "pausedAt"),
        json.text("title"),
        json.text("initialPrompt"),
        json.textMap("templateVars"),
        json.parsed("parentSessionId", SessionId::new),
        workers);
  }

  private SessionId id() {
    return json.need("id", key -> json.parsed(key, SessionId::new));
  }

  private Instant createdAt() {
    return json.need("createdAt", key -> instant(json, key));
  }

  private Optional<RecordedWorker> worker(JsonObject worker) {
    Optional<RecordedWorker> recorded =
        kind(worker)
            .map(
                kind ->
                    new RecordedWorker(
                        worker.need("id", key -> worker.parsed(key, WorkerId::new)),
                        kind,
                        worker.text("name"),
                        instant(worker, "createdAt").orElseGet(this::createdAt)));
    worker.skip("pid");
    if (recorded.isPresent()) {
      worker.unknown().forEach(this::noteUnknown);
    } else {
      notes.add(worker.invalid("type", "is not known: the worker is left out").getMessage());
    }
    return recorded;
  }

  private Optional<WorkerKind> kind(JsonObject worker) {
    String type = worker.need("type", worker::text);
    return switch (type) {
      case "agent" -> Optional.of(agent(worker));
      case "terminal" -> Optional.of(TerminalWorker.LOGIN_SHELL);
      case "git-diff" -> {
        Optional<String> base = worker.text("baseCommit");
        yield Optional.of(worker.made(() -> new DiffWorker(base)));
      }
      default -> Optional.empty();
    };
  }

  private AgentWorker agent(JsonObject worker) {
    String id = worker.text("agentId").orElse(FOREIGN_CLAUDE);
    return new AgentWorker(
        id.equals(FOREIGN_CLAUDE)
            ? CLAUDE
            : worker.need("agentId", key -> worker.parsed(key, AgentId::new)));
  }

  private static Optional<Instant> instant(JsonObject json, String key) {
    Optional<Instant> instant = json.instant(key).map(at -> at.truncatedTo(ChronoUnit.MICROS));
    if (instant.filter(at -> at.isBefore(Instant.EPOCH) || at.isAfter(LAST)).isPresent()) {
      throw json.invalid(key, "is not within 1970..9999");
    }
    return instant;
  }

  private void noteUnknown(String path) {
    notes.add(path + " is not known: it is left out");
  }
}
