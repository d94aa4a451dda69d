package dev.agentsessions.json;

import dev.agentsessions.catalog.Entry;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerKind;
import java.util.Map;

/**
 * What stores keep as JSON: everything they neither filter by nor compare. Reading is lenient, so
 * that versions N and N+1 can share a store: unknown keys are ignored, absent ones are defaults.
 * Safe from any thread.
 *
 * <p>Every {@code read} throws IllegalStateException, which names the field, if the document cannot
 * be what it should be.
 */
public final class StoredJson {
  private StoredJson() {}

  /** The word that filters name a kind by, for a column of its own. */
  public static String kind(SessionKind kind) {
    return SpecJson.kind(kind);
  }

  /** With its kind. */
  public static String write(SessionSpec spec) {
    return JsonWriter.write(
        json -> SpecJson.write(json.text("kind", SpecJson.kind(spec.kind())), spec));
  }

  public static SessionSpec readSpec(String document) {
    return JsonObject.readStored(document, json -> SpecJson.read(json, SpecJson.readKind(json)));
  }

  /** All but version and state, which are columns. */
  public static String write(SessionStatus status) {
    return JsonWriter.write(
        json -> {
          StatusJson.write(json, status);
          json.number("observedGeneration", status.run().observedGeneration());
        });
  }

  public static SessionStatus readStatus(long version, SessionState state, String document) {
    return JsonObject.readStored(document, json -> StatusJson.read(json, version, state));
  }

  public static String write(WorkerKind kind) {
    return JsonWriter.write(json -> WorkerJson.write(json, kind));
  }

  public static WorkerKind readWorkerKind(String document) {
    return JsonObject.readStored(document, WorkerJson::kind);
  }

  public static String write(WorkerExit exit) {
    return JsonWriter.write(json -> WorkerJson.write(json, exit));
  }

  public static WorkerExit readWorkerExit(String document) {
    return JsonObject.readStored(document, WorkerJson::exit);
  }

  /** All but the type, which is a column. */
  public static String write(SessionChange change) {
    return JsonWriter.write(json -> ChangeJson.write(json.number("v", 1), change));
  }

  public static SessionChange readChange(String type, String document) {
    return JsonObject.readStored(document, json -> ChangeJson.read(json, type));
  }

  public static String write(ProjectSettings settings) {
    return JsonWriter.write(json -> ProjectJson.write(json, settings));
  }

  public static ProjectSettings readProjectSettings(String document) {
    return JsonObject.readStored(document, ProjectJson::settings);
  }

  public static String write(RunReport report) {
    return JsonWriter.write(json -> ResultJson.write(json, report));
  }

  public static RunReport readReport(String document) {
    return JsonObject.readStored(document, ResultJson::report);
  }

  /** What a schedule repeats. */
  public static String write(CreateSession request) {
    return JsonWriter.write(json -> ScheduleJson.write(json, request));
  }

  public static CreateSession readCreateSession(String document) {
    return JsonObject.readStored(document, RequestJson::session);
  }

  /** One of the things that a project keeps in its lists. */
  public static String write(Entry entry) {
    return JsonWriter.write(json -> CatalogJson.writeStored(json, entry));
  }

  public static <T extends Entry> T readEntry(Kind<T> kind, String document) {
    return JsonObject.readStored(document, json -> CatalogJson.read(json, kind));
  }

  /** Labels, annotations. */
  public static String write(Map<String, String> texts) {
    return JsonWriter.write(json -> json.entries(texts));
  }

  public static Map<String, String> readTexts(String document) {
    return JsonObject.readStored(document, JsonObject::entries);
  }
}
