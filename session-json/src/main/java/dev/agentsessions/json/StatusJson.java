package dev.agentsessions.json;

import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.ModelUse;
import dev.agentsessions.session.ModelUse.Trial;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Run;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.worker.WorkerId;
import java.util.List;
import java.util.Optional;

/** What is observed of a session. Its state and version are the reader's and writer's own. */
final class StatusJson {
  private StatusJson() {}

  static void write(JsonWriter json, SessionStatus status) {
    json.text("reason", status.reason())
        .text("message", status.message())
        .object("ending", status.ending(), StatusJson::write)
        .objects("conditions", status.conditions().list(), StatusJson::write)
        .text("startedAt", status.run().startedAt())
        .text("finishedAt", status.run().finishedAt())
        .number("restartCount", status.run().restartCount())
        .text("directory", status.run().directory())
        .text("branch", status.run().branch())
        .text("givenBranch", status.run().given().filter(given -> isOther(given, status.run())))
        .text("filesFrom", status.run().filesFrom())
        .object("model", status.run().model(), StatusJson::write);
    ProvisionJson.write(json, status.run().provision());
  }

  private static boolean isOther(String given, Run run) {
    return !run.branch().equals(Optional.of(given));
  }

  static SessionStatus read(JsonObject json, long version, SessionState state) {
    return new SessionStatus(
        version,
        state,
        json.parsed("reason", Reason::new),
        json.text("message"),
        json.object("ending", StatusJson::ending),
        new Conditions(json.objects("conditions", StatusJson::condition).orElse(List.of())),
        new Run(
            json.instant("startedAt"),
            json.instant("finishedAt"),
            json.integer("restartCount").orElse(0),
            json.whole("observedGeneration").orElse(0L),
            json.text("directory"),
            json.text("branch"),
            json.text("givenBranch").or(() -> json.text("branch")),
            ProvisionJson.provision(json),
            json.parsed("filesFrom", SessionId::new),
            json.object("model", StatusJson::model)));
  }

  private static void write(JsonWriter json, ModelUse use) {
    json.text("name", use.name())
        .text("before", use.trial().map(Trial::before))
        .texts("triedBy", use.trial().map(StatusJson::agents).orElse(List.of()));
  }

  private static List<String> agents(Trial trial) {
    return trial.agents().stream().map(WorkerId::value).toList();
  }

  private static ModelUse model(JsonObject json) {
    List<WorkerId> agents =
        json.texts("triedBy").orElse(List.of()).stream().map(WorkerId::new).toList();
    return new ModelUse(
        json.need("name", json::text),
        json.text("before")
            .filter(any -> !agents.isEmpty())
            .map(before -> new Trial(before, agents)));
  }

  private static void write(JsonWriter json, Ending ending) {
    json.text("target", ending.target())
        .text("reason", ending.reason())
        .text("message", ending.message());
  }

  private static Ending ending(JsonObject json) {
    return new Ending(
        json.need("target", key -> json.word(key, Ending.Target.values(), Enum::name)),
        json.need("reason", key -> json.parsed(key, Reason::new)),
        json.text("message"));
  }

  static void write(JsonWriter json, Condition condition) {
    json.text("type", condition.type())
        .text("status", Words.capital(condition.status()))
        .text("reason", condition.reason())
        .text("message", condition.message())
        .text("lastTransitionTime", condition.lastTransitionTime())
        .number("observedGeneration", condition.observedGeneration());
  }

  private static Condition condition(JsonObject json) {
    return new Condition(
        json.need("type", json::text),
        json.need("status", key -> json.word(key, Condition.Status.values(), Words::capital)),
        json.need("reason", key -> json.parsed(key, Reason::new)),
        json.text("message").orElse(""),
        json.need("lastTransitionTime", json::instant),
        json.whole("observedGeneration").orElse(0L));
  }
}
