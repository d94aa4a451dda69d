package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.identity.Owner;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.Recovery;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionSpec;
import java.util.Optional;

/** A session as callers see it. */
final class SessionJson {
  /** Longer prompts are for those who ask for the one session. */
  private static final int LISTED_PROMPT_BYTES = 1024;

  private SessionJson() {}

  static void writeListed(JsonWriter json, Session session) {
    write(json, session, withoutLongPrompt(session.spec()));
  }

  static void write(JsonWriter json, Session session) {
    write(json, session, session.spec());
  }

  private static void write(JsonWriter json, Session session, SessionSpec spec) {
    SessionIdentity identity = session.identity();
    Revision revision = session.revision();
    json.text("id", identity.id())
        .text("project", identity.project())
        .text("slug", identity.slug())
        .text("name", identity.name())
        .text("displayName", session.metadata().displayName())
        .text("role", identity.role())
        .text("kind", SpecJson.kind(spec.kind()))
        .number("version", revision.version())
        .number("generation", revision.generation())
        .number("observedGeneration", session.status().run().observedGeneration())
        .text("desired", Words.lower(session.desired()))
        .textMap("labels", session.metadata().labels())
        .textMap("annotations", session.metadata().annotations())
        .object("owner", owner -> write(owner, identity.owner()))
        .text("parent", identity.parent())
        .text("createdAt", revision.created().at())
        .text("createdBy", revision.created().by())
        .text("updatedAt", revision.updated().at())
        .text("updatedBy", revision.updated().by())
        .object("spec", each -> SpecJson.write(each, spec))
        .object("status", status -> writeStatus(status, session))
        .objects("workers", session.workers(), WorkerJson::write);
  }

  private static void write(JsonWriter json, Owner owner) {
    json.text("scope", Words.lower(owner.scope())).text("id", owner.id());
  }

  private static void writeStatus(JsonWriter json, Session session) {
    json.text("state", session.state()).text("phase", session.state().phase());
    StatusJson.write(json, session.status());
    json.object("recovery", recovery -> write(recovery, session.status().recovery()))
        .text("activity", Words.lower(session.activity()))
        .text("lastActivityAt", session.liveness().lastActivityAt())
        .number("messageCount", session.liveness().messageCount())
        .text("host", session.ownership().owner())
        .number("fence", session.ownership().fence().value());
  }

  private static void write(JsonWriter json, Recovery recovery) {
    switch (recovery) {
      case Recovery.Healthy healthy -> json.text("state", "healthy");
      case Recovery.Orphaned orphaned ->
          json.text("state", "orphaned").text("reason", orphaned.reason());
    }
  }

  private static SessionSpec withoutLongPrompt(SessionSpec spec) {
    AgentSettings agent = spec.agent();
    if (agent.initialPrompt().filter(SessionJson::isLong).isEmpty()) {
      return spec;
    }
    return spec.with(
        new AgentSettings(agent.id(), Optional.empty(), agent.llm(), agent.templateVars()));
  }

  private static boolean isLong(String prompt) {
    return prompt.length() > LISTED_PROMPT_BYTES
        || prompt.getBytes(UTF_8).length > LISTED_PROMPT_BYTES;
  }
}
