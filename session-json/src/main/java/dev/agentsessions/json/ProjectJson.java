package dev.agentsessions.json;

import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectLimits;
import dev.agentsessions.project.ProjectSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

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
    if (settings.recordInput()) {
      json.flag("recordInput", true);
    }
    settings.protectedBranches().ifPresent(branches -> json.texts("protectedBranches", branches));
  }

  private static void write(JsonWriter json, ProjectLimits limits) {
    limits.liveSessions().ifPresent(limit -> json.number("liveSessions", limit));
    limits.workersPerSession().ifPresent(limit -> json.number("workersPerSession", limit));
    limits.outputBytes().ifPresent(limit -> json.number("outputBytes", limit));
  }

  static ProjectSettings settings(JsonObject json) {
    Optional<Duration> inactivityTimeout = json.duration("inactivityTimeout");
    ProjectLimits limits = json.object("limits", ProjectJson::limits).orElse(ProjectLimits.NONE);
    boolean recordInput = json.flag("recordInput").orElse(false);
    Optional<List<String>> protectedBranches = json.texts("protectedBranches");
    return json.made(
        () -> new ProjectSettings(inactivityTimeout, limits, recordInput, protectedBranches));
  }

  private static ProjectLimits limits(JsonObject json) {
    return new ProjectLimits(
        limit(json, "liveSessions", 0), limit(json, "workersPerSession", 1), outputBytes(json));
  }

  private static OptionalLong outputBytes(JsonObject json) {
    Optional<Long> limit = json.whole("outputBytes");
    if (limit.filter(value -> value < 0).isPresent()) {
      throw json.invalid("outputBytes", "must be at least 0");
    }
    return limit.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  private static OptionalInt limit(JsonObject json, String key, int least) {
    Optional<Integer> limit = json.integer(key);
    if (limit.filter(value -> value < least).isPresent()) {
      throw json.invalid(key, "must be at least " + least);
    }
    return limit.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
