package dev.agentsessions.json;

import dev.agentsessions.session.ResourceNeeds;
import dev.agentsessions.session.RunnerSettings;
import java.util.List;
import java.util.Optional;

/** The container of a session: {@code runner} and {@code resources} of its spec, where said. */
final class RunnerJson {
  private RunnerJson() {}

  static void write(JsonWriter json, RunnerSettings runner) {
    if (runner.image().isPresent() || !runner.command().isEmpty() || !runner.args().isEmpty()) {
      json.object(
          "runner",
          part ->
              part.text("image", runner.image())
                  .texts("command", runner.command())
                  .texts("args", runner.args()));
    }
    ResourceNeeds resources = runner.resources();
    if (!resources.equals(ResourceNeeds.DEFAULT)) {
      json.object(
          "resources",
          part ->
              part.textMap("requests", resources.requests()).textMap("limits", resources.limits()));
    }
  }

  static RunnerSettings read(JsonObject json) {
    ResourceNeeds resources =
        json.object(
                "resources",
                part -> new ResourceNeeds(part.textMap("requests"), part.textMap("limits")))
            .orElse(ResourceNeeds.DEFAULT);
    return json.object("runner", part -> runner(part, resources))
        .orElseGet(() -> new RunnerSettings(Optional.empty(), List.of(), List.of(), resources));
  }

  private static RunnerSettings runner(JsonObject json, ResourceNeeds resources) {
    return new RunnerSettings(
        json.text("image"),
        json.texts("command").orElse(List.of()),
        json.texts("args").orElse(List.of()),
        resources);
  }
}
