package dev.agentsessions.json;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.operation.ApplySession;
import dev.agentsessions.operation.CloneSession;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.operation.MapPatch;
import dev.agentsessions.operation.MetadataPatch;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.OwnerChoice;
import dev.agentsessions.operation.RestartWorker;
import dev.agentsessions.operation.Target;
import dev.agentsessions.operation.UpdateSession;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.Slug;
import dev.agentsessions.worker.WorkerId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What callers ask for. */
final class RequestJson {
  private RequestJson() {}

  static CreateSession session(JsonObject json) {
    String kind = SpecJson.readKind(json);
    return new CreateSession(
        new Naming(
            json.parsed("id", SessionId::new),
            json.text("name"),
            json.parsed("slug", Slug::new),
            json.text("displayName")),
        json.need("spec", key -> json.object(key, spec -> SpecJson.read(spec, kind))),
        json.textMap("labels"),
        json.textMap("annotations"),
        json.object("owner", RequestJson::owner).orElse(OwnerChoice.ACCOUNT),
        json.parsed("parent", SessionId::new),
        json.text("role"),
        json.objects("workers", RequestJson::worker),
        json.flag("start").orElse(true));
  }

  static UpdateSession update(JsonObject json, Target target) {
    String kind = SpecJson.readKind(json);
    return new UpdateSession(
        target, json.need("spec", key -> json.object(key, spec -> SpecJson.read(spec, kind))));
  }

  /** What is absent of the metadata is kept, what is there replaces what was. */
  static ApplySession apply(JsonObject json, OptionalLong version) {
    CreateSession session = session(json);
    var metadata =
        new MetadataPatch(
            session.naming().displayName(),
            replacement(json, "labels"),
            replacement(json, "annotations"));
    return new ApplySession(session, metadata, version);
  }

  static NewWorker worker(JsonObject json) {
    return new NewWorker(WorkerJson.kind(json), json.text("name"), WorkerJson.size(json));
  }

  static MetadataPatch patch(JsonObject json) {
    if (json.isNull("displayName")) {
      throw json.invalid("displayName", "cannot be removed");
    }
    return new MetadataPatch(
        json.text("displayName"), mapPatch(json, "labels"), mapPatch(json, "annotations"));
  }

  static Reason stopReason(JsonObject json) {
    return json.parsed("reason", Reason::new).orElse(Reason.USER);
  }

  /** The worker to interrupt. */
  static Optional<WorkerId> interrupt(JsonObject json) {
    return json.parsed("worker", WorkerId::new);
  }

  /** The agent to run from now on, and the name of the branch. */
  static RestartWorker restart(JsonObject json, Target target, WorkerId worker) {
    return new RestartWorker(
        target, worker, json.parsed("agent", AgentId::new), json.text("branch"));
  }

  static CloneSession cloning(JsonObject json, SessionRef source) {
    return new CloneSession(
        source,
        json.text("name"),
        json.parsed("project", ProjectId::new),
        json.parsed("location", Path::of),
        json.text("branch"),
        json.word("workspace", CloneSession.Workspace.values(), Words::lower)
            .orElse(CloneSession.Workspace.NONE));
  }

  static NewProject project(JsonObject json) {
    return new NewProject(
        json.need("id", key -> json.parsed(key, ProjectId::new)),
        json.text("displayName"),
        json.object("settings", ProjectJson::settings).orElse(ProjectSettings.NONE));
  }

  private static OwnerChoice owner(JsonObject json) {
    return new OwnerChoice(
        json.need("scope", key -> json.word(key, OwnerScope.values(), Words::lower)),
        json.text("id"));
  }

  private static MapPatch replacement(JsonObject json, String key) {
    Map<String, Optional<String>> entries = new HashMap<>();
    json.textMap(key).forEach((name, value) -> entries.put(name, Optional.of(value)));
    return new MapPatch(json.has(key), entries);
  }

  private static MapPatch mapPatch(JsonObject json, String key) {
    return new MapPatch(json.isNull(key), json.textPatch(key));
  }
}
