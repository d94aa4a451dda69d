package dev.agentsessions.json;

import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Provision;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.KnownRepositories;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.WantedWorkspace;
import dev.agentsessions.workspace.WorkspaceContents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What hosts and content services say to each other about processes and clones (K-08): the calls of
 * a {@link WorkerRuntime} and of {@link WorkspaceContents}. What a host sends is read strictly,
 * what a service answers leniently, so that either may be the newer one.
 */
public final class RuntimeJson {
  private RuntimeJson() {}

  /**
   * @param ends how many were seen before that
   */
  public static String write(List<WorkerSighting> sightings, long ends) {
    return JsonWriter.write(
        json -> json.objects("workers", sightings, RuntimeJson::write).number("ends", ends));
  }

  /**
   * How many ends were seen before what a document tells.
   *
   * @return empty: the service is an older one, and does not count them
   * @throws dev.agentsessions.session.SessionException.Invalid for anything else
   */
  public static Optional<Long> readEnds(String document) {
    return JsonObject.readAnswer(document, json -> json.whole("ends"));
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid for anything else
   */
  public static List<WorkerSighting> readSightings(String document) {
    return JsonObject.readAnswer(
        document, json -> json.need("workers", key -> json.objects(key, RuntimeJson::sighting)));
  }

  /**
   * @param ends how many were seen before that
   */
  public static String write(WorkerSighting sighting, long ends) {
    return JsonWriter.write(
        json -> {
          write(json, sighting);
          json.number("ends", ends);
        });
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid for anything else
   */
  public static WorkerSighting readSighting(String document) {
    return JsonObject.readAnswer(document, RuntimeJson::sighting);
  }

  private static void write(JsonWriter json, WorkerSighting sighting) {
    json.text("worker", sighting.worker())
        .number("epoch", sighting.epoch())
        .object("exit", sighting.exit(), WorkerJson::write)
        .text("activity", Words.lower(sighting.activity()))
        .number("printed", sighting.printed());
  }

  private static WorkerSighting sighting(JsonObject json) {
    return new WorkerSighting(
        json.need("worker", key -> json.parsed(key, WorkerId::new)),
        json.need("epoch", json::whole),
        json.object("exit", WorkerJson::exit),
        json.need("activity", key -> json.word(key, Activity.values(), Words::lower)),
        json.need("printed", json::whole));
  }

  /** Without the worker, which the address names. */
  public static String write(WorkerLaunch launch) {
    return JsonWriter.write(
        json -> {
          json.number("epoch", launch.epoch())
              .texts("command", launch.command())
              .text("directory", launch.directory())
              .textMap("environment", launch.environment());
          WorkerJson.write(json, launch.size());
          json.text("token", launch.token().map(TokenSecret::text));
        });
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid naming the field
   */
  public static WorkerLaunch readLaunch(WorkerId worker, byte[] body) {
    return JsonObject.read(
        body,
        json ->
            new WorkerLaunch(
                worker,
                json.need("epoch", json::whole),
                json.texts("command").orElse(List.of()),
                json.text("directory"),
                json.textMap("environment"),
                WorkerJson.size(json),
                json.text("token").map(text -> token(json, text))));
  }

  private static TokenSecret token(JsonObject json, String text) {
    return TokenSecret.parse(text).orElseThrow(() -> json.invalid("token", "is no token"));
  }

  /** The workers that a session has. */
  public static String writeKnown(Set<WorkerId> workers) {
    return JsonWriter.write(
        json -> json.texts("known", workers.stream().map(WorkerId::value).sorted().toList()));
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid naming the field
   */
  public static Set<WorkerId> readKnown(byte[] body) {
    return JsonObject.read(
        body,
        json ->
            json.need("known", json::texts).stream()
                .map(text -> known(json, text))
                .collect(Collectors.toSet()));
  }

  private static WorkerId known(JsonObject json, String text) {
    if (!WorkerId.isOne(text)) {
      throw json.invalid("known", "holds what is no worker's id");
    }
    return new WorkerId(text);
  }

  public static String write(WindowSize size) {
    return JsonWriter.write(json -> WorkerJson.write(json, size));
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid naming the field
   */
  public static WindowSize readSize(byte[] body) {
    return JsonObject.read(body, WorkerJson::size);
  }

  public static String write(Signal signal) {
    return JsonWriter.write(json -> json.text("name", signal));
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid naming the field
   */
  public static Signal readSignal(byte[] body) {
    return JsonObject.read(
        body, json -> json.need("name", key -> json.word(key, Signal.values(), Signal::name)));
  }

  public static String writeSignalled(boolean signalled) {
    return JsonWriter.write(json -> json.flag("signalled", signalled));
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid for anything else
   */
  public static boolean readSignalled(String document) {
    return JsonObject.readAnswer(document, json -> json.need("signalled", json::flag));
  }

  public static String write(WantedWorkspace wanted) {
    return JsonWriter.write(
        json -> {
          json.number("generation", wanted.generation());
          ProvisionJson.write(json, wanted.kind());
          json.object("runningWorkflow", wanted.active(), ProvisionJson::write);
        });
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid naming the field
   */
  public static WantedWorkspace readWanted(byte[] body) {
    return JsonObject.read(
        body,
        json ->
            new WantedWorkspace(
                json.need("generation", json::whole),
                ProvisionJson.kind(json),
                json.object("runningWorkflow", ProvisionJson::workflow)));
  }

  /**
   * What a workspace shall have before anybody drives its session: of the first generation, in
   * words that may be newer.
   *
   * @throws dev.agentsessions.session.SessionException.Invalid naming the field
   */
  public static WantedWorkspace readFirst(String document) {
    return JsonObject.readAnswer(
        document, json -> new WantedWorkspace(1, ProvisionJson.kind(json), Optional.empty()));
  }

  public static String write(KnownRepositories known) {
    return JsonWriter.write(
        json -> {
          json.number("generation", known.generation());
          ProvisionJson.write(json, known.kind());
          json.objects(
              "protectedBranches",
              known.protectedBranches().entrySet(),
              (one, entry) -> one.text("url", entry.getKey()).texts("branches", entry.getValue()));
        });
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid naming the field
   */
  public static KnownRepositories readKnownRepositories(byte[] body) {
    return JsonObject.read(
        body,
        json -> {
          long generation = json.need("generation", json::whole);
          AgenticSession kind = ProvisionJson.kind(json);
          Map<GitUrl, List<String>> branches = new HashMap<>();
          json.need("protectedBranches", key -> json.objects(key, RuntimeJson::branches))
              .forEach(one -> branches.put(one.getKey(), one.getValue()));
          return json.made(() -> new KnownRepositories(generation, kind, branches));
        });
  }

  private static Map.Entry<GitUrl, List<String>> branches(JsonObject json) {
    return Map.entry(
        json.need("url", key -> json.parsed(key, GitUrl::parse)),
        json.need("branches", json::texts));
  }

  /** How far a push is; what else is released is nobody's here. */
  public static String write(Release release) {
    return JsonWriter.write(
        json -> {
          json.flag("done", release instanceof Release.Done);
          if (release instanceof Release.Done done) {
            json.text("unpushed", done.unpushed());
          }
        });
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid for anything else
   */
  public static Release readPush(String document) {
    return JsonObject.readAnswer(
        document,
        json ->
            json.need("done", json::flag)
                ? new Release.Done(json.text("unpushed"))
                : Release.PUSHING);
  }

  public static String write(Provision provision) {
    return JsonWriter.write(json -> ProvisionJson.write(json, provision));
  }

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid for anything else
   */
  public static Provision readProvision(String document) {
    return JsonObject.readAnswer(document, ProvisionJson::provision);
  }

  /** What a service says of a refusal, by the name of its type. */
  public record Refused(String type, String detail, Optional<String> field) {}

  /**
   * @throws dev.agentsessions.session.SessionException.Invalid for anything else
   */
  public static Refused readRefusal(String document) {
    return JsonObject.readAnswer(
        document,
        json ->
            new Refused(
                json.need("type", json::text), json.text("detail").orElse(""), json.text("field")));
  }
}
