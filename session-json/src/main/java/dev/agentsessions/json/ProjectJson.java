package dev.agentsessions.json;

import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectSettings;

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
  }

  static ProjectSettings settings(JsonObject json) {
    return new ProjectSettings(json.duration("inactivityTimeout"));
  }
}
