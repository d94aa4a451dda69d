package dev.agentsessions.json;

import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectLimits;
import dev.agentsessions.project.ProjectSettings;
import java.util.Optional;
import java.util.OptionalInt;

/** A project and its settings, which stores keep as JSON. */
final class ProjectJson {
  private ProjectJson() {}

  static void write(JsonWriter json, Project project) {
    json.text("id", project.id())
        .text("displayName", project.displayName())
        .object("settings", settings -> write(settings, project.settings()));
  }

  static void write(JsonWriter json, ProjectSettings settings) {
    json.text("inactivityTimeout", settings.inactivityTimeout());
    if (!settings.limits().equals(ProjectLimits.NONE)) {
      json.object("limits", limits -> write(limits, settings.limits()));
    }
  }

  private static void write(JsonWriter json, ProjectLimits limits) {
    limits.liveSessions().ifPresent(limit -> json.number("liveSessions", limit));
    limits.workersPerSession().ifPresent(limit -> json.number("workersPerSession", limit));
  }

  static ProjectSettings settings(JsonObject json) {
    return new ProjectSettings(
        json.duration("inactivityTimeout"),
        json.object("limits", ProjectJson::limits).orElse(ProjectLimits.NONE));
  }

  private static ProjectLimits limits(JsonObject json) {
    return new ProjectLimits(limit(json, "liveSessions", 0), limit(json, "workersPerSession", 1));
  }

  private static OptionalInt limit(JsonObject json, String key, int least) {
    Optional<Integer> limit = json.integer(key);
    if (limit.filter(value -> value < least).isPresent()) {
      throw json.invalid(key, "must be at least " + least);
    }
    return limit.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
