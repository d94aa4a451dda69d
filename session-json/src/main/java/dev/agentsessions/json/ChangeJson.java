package dev.agentsessions.json;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionChange.ActivityChanged;
import dev.agentsessions.event.SessionChange.AgentSwitched;
import dev.agentsessions.event.SessionChange.BranchChanged;
import dev.agentsessions.event.SessionChange.ConditionsChanged;
import dev.agentsessions.event.SessionChange.GitTokenIssued;
import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.event.SessionChange.MetadataChanged;
import dev.agentsessions.event.SessionChange.RepositoryAdded;
import dev.agentsessions.event.SessionChange.RepositoryMoved;
import dev.agentsessions.event.SessionChange.RepositoryRemoved;
import dev.agentsessions.event.SessionChange.ResultReported;
import dev.agentsessions.event.SessionChange.SessionCleaned;
import dev.agentsessions.event.SessionChange.SessionCreated;
import dev.agentsessions.event.SessionChange.SessionDeleted;
import dev.agentsessions.event.SessionChange.SessionDesired;
import dev.agentsessions.event.SessionChange.SessionMoved;
import dev.agentsessions.event.SessionChange.SpecChanged;
import dev.agentsessions.event.SessionChange.WorkerAdded;
import dev.agentsessions.event.SessionChange.WorkerMoved;
import dev.agentsessions.event.SessionChange.WorkerRemoved;
import dev.agentsessions.event.SessionChange.WorkerResized;
import dev.agentsessions.event.SessionChange.WorkflowMoved;
import dev.agentsessions.event.SessionChange.WorkflowSwitched;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.GitUrl;
import java.util.Optional;

/** What a change tells beside its type. */
final class ChangeJson {
  private ChangeJson() {}

  static void write(JsonWriter json, SessionChange change) {
    switch (change) {
      case SessionCreated created ->
          json.text("name", created.name()).text("state", created.state());
      case SessionDesired desired -> json.text("desired", Words.lower(desired.desired()));
      case SessionMoved moved ->
          json.text("from", moved.from())
              .text("to", moved.to())
              .text("reason", moved.reason())
              .text("message", moved.message());
      case SpecChanged changed -> json.number("generation", changed.generation());
      case MetadataChanged changed -> json.text("displayName", changed.displayName());
      case BranchChanged changed -> json.text("branch", changed.branch());
      case RepositoryAdded added ->
          json.text("repository", added.repository())
              .text("url", added.url())
              .text("branch", added.branch());
      case RepositoryRemoved removed -> json.text("repository", removed.repository());
      case RepositoryMoved moved ->
          json.text("repository", moved.repository())
              .text("state", Words.capital(moved.state()))
              .text("message", moved.message());
      case WorkflowSwitched switched ->
          json.object("workflow", switched.workflow(), ProvisionJson::write);
      case WorkflowMoved moved ->
          json.text("state", Words.capital(moved.state())).text("message", moved.message());
      case ConditionsChanged changed -> {}
      case SessionDeleted deleted ->
          json.text("desired", Words.lower(deleted.desired()))
              .text("directory", deleted.directory());
      case SessionCleaned cleaned ->
          json.text("kept", cleaned.kept())
              .text("parked", cleaned.parked())
              .text("message", cleaned.message());
      case ResultReported reported ->
          reported.isError().ifPresent(isError -> json.flag("isError", isError));
      case GitTokenIssued issued ->
          json.text("url", issued.repository()).text("worker", issued.worker());
      case WorkerAdded added -> json.text("worker", added.worker()).text("name", added.name());
      case WorkerMoved moved ->
          json.text("worker", moved.worker())
              .text("state", moved.state())
              .number("epoch", moved.epoch())
              .object("exit", moved.exit(), WorkerJson::write);
      case WorkerResized resized ->
          WorkerJson.write(json.text("worker", resized.worker()), resized.size());
      case AgentSwitched switched ->
          json.text("worker", switched.worker()).text("agent", switched.agent());
      case WorkerRemoved removed -> json.text("worker", removed.worker());
      case ActivityChanged changed ->
          json.text("worker", changed.worker())
              .object("activity", activity -> WorkerJson.write(activity, changed.activity()));
      case MessageMoved moved ->
          json.text("worker", moved.worker())
              .text("message", moved.message())
              .text("role", Words.lower(moved.role()))
              .text("reason", moved.reason());
    }
  }

  /**
   * @param type as {@link SessionChange#type} says it
   */
  static SessionChange read(JsonObject json, String type) {
    return switch (type) {
      case "session.created" ->
          new SessionCreated(json.need("name", json::text), state(json, "state"));
      case "session.desired" -> new SessionDesired(json.need("desired", key -> desired(json)));
      case "session.moved" ->
          new SessionMoved(
              state(json, "from"),
              state(json, "to"),
              json.parsed("reason", Reason::new),
              json.text("message"));
      case "session.spec-changed" -> new SpecChanged(json.need("generation", json::whole));
      case "session.metadata-changed" -> new MetadataChanged(json.need("displayName", json::text));
      case "session.branch-changed" -> new BranchChanged(json.need("branch", json::text));
      case "repository.added" ->
          new RepositoryAdded(
              json.need("repository", json::text),
              json.need("url", key -> json.parsed(key, GitUrl::parse)),
              json.need("branch", json::text));
      case "repository.removed" -> new RepositoryRemoved(json.need("repository", json::text));
      case "repository.moved" ->
          new RepositoryMoved(json.need("repository", json::text), how(json), json.text("message"));
      case "workflow.switched" ->
          new WorkflowSwitched(json.object("workflow", ProvisionJson::workflow));
      case "workflow.moved" -> new WorkflowMoved(how(json), json.text("message"));
      case "session.conditions-changed" -> new ConditionsChanged();
      case "session.deleted" ->
          new SessionDeleted(desired(json).orElse(Desired.DELETED), json.text("directory"));
      case "session.cleaned" ->
          new SessionCleaned(json.text("kept"), json.text("parked"), json.text("message"));
      case "session.result-reported" -> new ResultReported(json.flag("isError"));
      case "session.git-token-issued" ->
          new GitTokenIssued(
              json.need("url", key -> json.parsed(key, GitUrl::parse)),
              json.parsed("worker", WorkerId::new));
      case "worker.added" -> new WorkerAdded(worker(json), json.need("name", json::text));
      case "worker.moved" ->
          new WorkerMoved(
              worker(json),
              json.need("state", key -> json.word(key, WorkerState.values(), Enum::name)),
              json.need("epoch", json::whole),
              json.object("exit", WorkerJson::exit));
      case "worker.resized" -> new WorkerResized(worker(json), WorkerJson.size(json));
      case "worker.agent-switched" ->
          new AgentSwitched(
              worker(json), json.need("agent", key -> json.parsed(key, AgentId::new)));
      case "worker.removed" -> new WorkerRemoved(worker(json));
      case "activity.changed" ->
          new ActivityChanged(
              worker(json), json.need("activity", key -> json.object(key, WorkerJson::activity)));
      case "message.queued" -> message(json, MessageState.QUEUED);
      case "message.delivered" -> message(json, MessageState.DELIVERED);
      case "message.failed" -> message(json, MessageState.FAILED);
      default -> throw new IllegalArgumentException("not a type of change: " + type);
    };
  }

  /** How far a clone is. */
  private static Reconciled.State how(JsonObject json) {
    return json.need("state", key -> json.word(key, Reconciled.State.values(), Words::capital));
  }

  private static MessageMoved message(JsonObject json, MessageState state) {
    return new MessageMoved(
        worker(json),
        json.need("message", key -> json.parsed(key, MessageId::new)),
        json.need("role", key -> json.word(key, MessageRole.values(), Words::lower)),
        state,
        json.text("reason"));
  }

  private static Optional<Desired> desired(JsonObject json) {
    return json.word("desired", Desired.values(), Words::lower);
  }

  private static WorkerId worker(JsonObject json) {
    return json.need("worker", key -> json.parsed(key, WorkerId::new));
  }

  private static SessionState state(JsonObject json, String key) {
    return json.need(key, k -> json.word(k, SessionState.values(), Enum::name));
  }
}
