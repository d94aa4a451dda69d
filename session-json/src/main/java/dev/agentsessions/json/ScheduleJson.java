package dev.agentsessions.json;

import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.OwnerChoice;
import dev.agentsessions.schedule.NewSchedule;
import dev.agentsessions.schedule.Overlap;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.schedule.Timing;
import java.time.ZoneId;

/** A schedule, its runs, and the request it repeats, which stores keep as JSON. */
final class ScheduleJson {
  private static final String UTC = "UTC";

  private ScheduleJson() {}

  static NewSchedule read(JsonObject json) {
    String name = json.need("name", json::text);
    ZoneId zone = json.parsed("timeZone", ZoneId::of).orElse(ZoneId.of(UTC));
    Timing timing = json.need("cron", key -> json.parsed(key, cron -> new Timing(cron, zone)));
    Overlap overlap = json.word("overlap", Overlap.values(), Words::lower).orElse(Overlap.SKIP);
    CreateSession request = json.need("session", key -> json.object(key, RequestJson::session));
    return new NewSchedule(name, timing, overlap, request);
  }

  static void write(JsonWriter json, Schedule schedule) {
    json.text("id", schedule.id())
        .text("name", schedule.name())
        .text("cron", schedule.timing().cron())
        .text("timeZone", schedule.timing().zone())
        .text("overlap", Words.lower(schedule.overlap()))
        .flag("suspended", schedule.suspended())
        .text("nextAt", schedule.nextAt())
        .text("createdAt", schedule.createdAt())
        .text("createdBy", schedule.createdBy())
        .object("session", request -> write(request, schedule.request()));
  }

  static void write(JsonWriter json, ScheduleRun run) {
    json.text("id", run.id())
        .text("cause", Words.lower(run.cause()))
        .text("dueAt", run.dueAt())
        .text("createdAt", run.createdAt())
        .text("state", Words.lower(run.state()))
        .text("session", run.session())
        .text("message", run.message());
  }

  /** As {@link RequestJson#session} reads it, without id, name and slug. */
  static void write(JsonWriter json, CreateSession request) {
    json.text("kind", SpecJson.kind(request.spec().kind()))
        .object("spec", spec -> SpecJson.write(spec, request.spec()))
        .text("displayName", request.naming().displayName())
        .textMap("labels", request.labels())
        .textMap("annotations", request.annotations())
        .object("owner", owner -> write(owner, request.owner()))
        .text("parent", request.parent())
        .text("role", request.role());
    request.workers().ifPresent(all -> json.objects("workers", all, ScheduleJson::write));
    json.flag("start", request.start());
  }

  private static void write(JsonWriter json, OwnerChoice owner) {
    json.text("scope", Words.lower(owner.scope())).text("id", owner.organization());
  }

  private static void write(JsonWriter json, NewWorker worker) {
    WorkerJson.write(json, worker.kind());
    json.text("name", worker.name());
    WorkerJson.write(json, worker.size());
  }
}
