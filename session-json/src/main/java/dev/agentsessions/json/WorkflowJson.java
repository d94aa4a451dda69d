package dev.agentsessions.json;

import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.workflow.CatalogWorkflow;
import dev.agentsessions.workflow.WorkflowCatalog;
import dev.agentsessions.workflow.WorkflowMetadata;
import dev.agentsessions.workflow.WorkflowPart;
import java.util.Optional;

/** Workflows as callers see them. What their files say was written by strangers. */
final class WorkflowJson {
  /** What a configuration may say; whatever else is in it is left out. */
  private record Config(
      Optional<String> name, Optional<String> description, Optional<String> systemPrompt) {
    static final Config NONE = new Config(Optional.empty(), Optional.empty(), Optional.empty());

    /** Nothing, of what is no configuration. */
    static Config of(Optional<String> text) {
      try {
        return text.map(
                document ->
                    JsonObject.readStored(
                        document,
                        json ->
                            new Config(
                                json.text("name"),
                                json.text("description"),
                                json.text("systemPrompt"))))
            .orElse(NONE);
      } catch (IllegalStateException broken) {
        return NONE;
      }
    }
  }

  private WorkflowJson() {}

  static void write(JsonWriter json, WorkflowCatalog.Listing listing) {
    json.objects("items", listing.items(), WorkflowJson::write)
        .nothing("next")
        .flag("stale", listing.problem().isPresent())
        .text("message", listing.problem());
  }

  private static void write(JsonWriter json, CatalogWorkflow workflow) {
    Config config = Config.of(workflow.config());
    json.text("id", workflow.id())
        .text("name", config.name().orElse(workflow.id()))
        .text("description", config.description());
    ProvisionJson.write(json, workflow.workflow());
  }

  /**
   * @param wanted how far the wanted one is
   */
  static void write(
      JsonWriter json, Reconciled<ActiveWorkflow> wanted, Optional<WorkflowMetadata> active) {
    ProvisionJson.writeWorkflow(json, wanted);
    json.object("active", active, WorkflowJson::write);
  }

  private static void write(JsonWriter json, WorkflowMetadata metadata) {
    ProvisionJson.write(json, metadata.workflow());
    json.objects("commands", metadata.commands(), WorkflowJson::write)
        .objects("agents", metadata.agents(), WorkflowJson::write)
        .object("config", config -> write(config, Config.of(metadata.config())));
  }

  private static void write(JsonWriter json, WorkflowPart part) {
    json.text("name", part.name()).text("description", part.description());
  }

  private static void write(JsonWriter json, Config config) {
    json.text("name", config.name())
        .text("description", config.description())
        .text("systemPrompt", config.systemPrompt());
  }
}
