package dev.agentsessions.json;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.catalog.Entry;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryClone;
import dev.agentsessions.catalog.RepositoryClone.State;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.catalog.RepositoryOrigin;
import dev.agentsessions.catalog.RepositorySettings;
import dev.agentsessions.catalog.RepositorySource;
import dev.agentsessions.catalog.RoleBinding;
import dev.agentsessions.catalog.Webhook;
import dev.agentsessions.catalog.WebhookId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.operation.HeldWorktree;
import dev.agentsessions.operation.KnownRepository;
import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.GitUrl;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a project keeps in its lists, for stores and for callers. */
final class CatalogJson {
  private CatalogJson() {}

  /** As stores keep it: with its secret, sealed. */
  static void writeStored(JsonWriter json, Entry entry) {
    write(json, entry);
    if (entry instanceof Webhook webhook) {
      json.text("secret", webhook.secret().map(SealedSecret::text));
    }
    if (entry instanceof Repository repository) {
      json.object("origin", repository.origin(), CatalogJson::write);
    }
  }

  private static void write(JsonWriter json, RepositoryOrigin origin) {
    json.text("url", origin.url())
        .text("ownerScope", Words.lower(origin.owner().scope()))
        .text("owner", origin.owner().id())
        .text("node", origin.node());
  }

  /** As callers see it: without secrets. */
  static void write(JsonWriter json, Entry entry) {
    switch (entry) {
      case Agent agent -> write(json, agent);
      case Repository repository -> write(json, repository);
      case RepositoryClone clone -> {
        json.text("repository", clone.repository());
        write(json, clone);
      }
      case Webhook webhook ->
          json.text("id", webhook.id())
              .text("url", webhook.url())
              .texts("events", webhook.events())
              .flag("signed", webhook.secret().isPresent())
              .text("createdAt", webhook.createdAt());
      case RoleBinding binding ->
          json.text("subject", binding.subject())
              .text("role", Words.lower(binding.role()))
              .text("createdAt", binding.createdAt());
      default -> throw new IllegalArgumentException("no entry of a catalog: " + entry.getClass());
    }
  }

  static void write(JsonWriter json, KnownRepository known) {
    write(json, known.repository());
    json.object("clone", known.state(), CatalogJson::write);
  }

  private static void write(JsonWriter json, RepositoryClone clone) {
    json.text("state", Words.lower(clone.state()))
        .text("message", clone.message())
        .text("at", clone.at());
  }

  static void write(JsonWriter json, HeldWorktree held) {
    json.text("directory", held.worktree().directory())
        .text("branch", held.worktree().branch())
        .flag("main", held.worktree().main())
        .flag("missing", held.worktree().missing())
        .text("session", held.session());
  }

  static void write(JsonWriter json, Agent agent) {
    json.text("id", agent.id()).text("name", agent.name()).texts("command", agent.command());
  }

  private static void write(JsonWriter json, Repository repository) {
    RepositorySettings settings = repository.settings();
    json.text("id", repository.id())
        .text("name", repository.name())
        .text("path", repository.path())
        .text("url", repository.origin().map(RepositoryOrigin::url))
        .textMap("environment", settings.environment())
        .texts("templateFiles", settings.templateFiles())
        .text("setupCommand", settings.setupCommand())
        .text("cleanupCommand", settings.cleanupCommand())
        .text("agent", settings.agent());
    settings.protectedBranches().ifPresent(branches -> json.texts("protectedBranches", branches));
    json.text("createdAt", repository.createdAt());
  }

  static <T extends Entry> T read(JsonObject json, Kind<T> kind) {
    Entry entry =
        switch (kind.name()) {
          case "agent" ->
              new Agent(
                  json.need("id", key -> json.parsed(key, AgentId::new)),
                  json.need("name", json::text),
                  json.need("command", json::texts));
          case "repository" ->
              new Repository(
                  json.need("id", key -> json.parsed(key, RepositoryId::new)),
                  json.need("name", json::text),
                  json.need("path", key -> json.parsed(key, Path::of)),
                  json.object("origin", CatalogJson::origin),
                  settings(json),
                  json.need("createdAt", json::instant));
          case "clone" ->
              new RepositoryClone(
                  json.need("repository", key -> json.parsed(key, RepositoryId::new)),
                  json.need("state", key -> json.word(key, State.values(), Words::lower)),
                  json.text("message"),
                  json.need("at", json::instant));
          case "webhook" ->
              new Webhook(
                  json.need("id", key -> json.parsed(key, WebhookId::new)),
                  json.need("url", key -> json.parsed(key, URI::create)),
                  json.texts("events").orElse(List.of()),
                  json.parsed("secret", SealedSecret::new),
                  json.need("createdAt", json::instant));
          case "role" ->
              new RoleBinding(
                  json.need("subject", json::text),
                  role(json),
                  json.need("createdAt", json::instant));
          default -> throw new IllegalArgumentException("no list of a project: " + kind);
        };
    return kind.type().cast(entry);
  }

  static NewAgent newAgent(JsonObject json) {
    Optional<AgentId> id = json.parsed("id", AgentId::new);
    String name = json.need("name", json::text);
    List<String> command = json.need("command", json::texts);
    return json.made(() -> new NewAgent(id, name, command));
  }

  static NewRepository newRepository(JsonObject json) {
    Optional<String> name = json.text("name");
    Optional<RepositorySource> path =
        json.parsed("path", Path::of)
            .map(directory -> json.made(() -> new RepositorySource.Directory(directory)));
    Optional<RepositorySource> url =
        json.parsed("url", GitUrl::parse).map(RepositorySource.Remote::new);
    Invalid.check(path.isEmpty() || url.isEmpty(), "url", "is not for a repository with a path");
    RepositorySource source =
        path.or(() -> url)
            .orElseThrow(() -> new Invalid("path", "or url is needed: where it is, or comes from"));
    return new NewRepository(name, source, settings(json));
  }

  private static RepositoryOrigin origin(JsonObject json) {
    return new RepositoryOrigin(
        json.need("url", key -> json.parsed(key, GitUrl::parse)),
        new Owner(
            json.need("ownerScope", key -> json.word(key, OwnerScope.values(), Words::lower)),
            json.need("owner", json::text)),
        json.need("node", key -> json.parsed(key, NodeId::new)));
  }

  static NewWebhook newWebhook(JsonObject json) {
    URI url = json.need("url", key -> json.parsed(key, URI::create));
    List<String> events = json.texts("events").orElse(List.of());
    Optional<String> secret = json.text("secret");
    return json.made(() -> new NewWebhook(url, events, secret));
  }

  static NewRole newRole(JsonObject json) {
    return new NewRole(json.need("subject", json::text), role(json));
  }

  private static Permission role(JsonObject json) {
    return json.need("role", key -> json.word(key, Permission.values(), Words::lower));
  }

  private static RepositorySettings settings(JsonObject json) {
    Map<String, String> environment = json.textMap("environment");
    List<String> templates = json.texts("templateFiles").orElse(List.of());
    Optional<String> setup = json.text("setupCommand");
    Optional<String> cleanup = json.text("cleanupCommand");
    Optional<AgentId> agent = json.parsed("agent", AgentId::new);
    Optional<List<String>> branches = json.texts("protectedBranches");
    return json.made(
        () -> new RepositorySettings(environment, templates, setup, cleanup, agent, branches));
  }
}
