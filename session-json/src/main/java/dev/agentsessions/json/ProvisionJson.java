package dev.agentsessions.json;

import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.GitUrl;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What agentic sessions are made of: as it is wanted, and as it is. */
final class ProvisionJson {
  private ProvisionJson() {}

  static void write(JsonWriter json, AgenticSession kind) {
    json.objects("repos", kind.repos(), ProvisionJson::write)
        .object("activeWorkflow", kind.workflow(), ProvisionJson::write);
  }

  static AgenticSession kind(JsonObject json) {
    List<SourceRepository> repos =
        json.objects("repos", ProvisionJson::repository).orElse(List.of());
    Optional<ActiveWorkflow> workflow = json.object("activeWorkflow", ProvisionJson::workflow);
    return new AgenticSession(repos, workflow);
  }

  private static void write(JsonWriter json, SourceRepository repo) {
    json.text("url", repo.url())
        .text("branch", repo.branch())
        .text("name", repo.name())
        .flag("autoPush", repo.autoPush())
        .object("output", repo.output(), ProvisionJson::write);
  }

  private static void write(JsonWriter json, SourceRepository.Output output) {
    json.text("url", output.url()).text("branch", output.branch());
  }

  static SourceRepository repository(JsonObject json) {
    GitUrl url = json.need("url", key -> json.parsed(key, GitUrl::parse));
    String branch = json.text("branch").orElse(SourceRepository.USUAL_BRANCH);
    String name = json.text("name").orElseGet(url::repositoryName);
    boolean autoPush = json.flag("autoPush").orElse(false);
    Optional<SourceRepository.Output> output = json.object("output", ProvisionJson::output);
    return json.made(() -> new SourceRepository(url, branch, name, autoPush, output));
  }

  private static SourceRepository.Output output(JsonObject json) {
    GitUrl url = json.need("url", key -> json.parsed(key, GitUrl::parse));
    String branch = json.text("branch").orElse(SourceRepository.USUAL_BRANCH);
    return json.made(() -> new SourceRepository.Output(url, branch));
  }

  static void write(JsonWriter json, ActiveWorkflow workflow) {
    json.text("gitUrl", workflow.url())
        .text("branch", workflow.branch())
        .text("path", workflow.path().value());
  }

  static ActiveWorkflow workflow(JsonObject json) {
    GitUrl url = json.need("gitUrl", key -> json.parsed(key, GitUrl::parse));
    String branch = json.text("branch").orElse(SourceRepository.USUAL_BRANCH);
    String path = json.text("path").orElse("");
    return json.made(() -> new ActiveWorkflow(url, branch, ActiveWorkflow.path(path)));
  }

  /** Nothing, where there is nothing of it. */
  static void write(JsonWriter json, Provision provision) {
    if (provision.equals(Provision.NONE)) {
      return;
    }
    json.objects("reconciledRepos", provision.repos(), ProvisionJson::writeRepository)
        .object("reconciledWorkflow", provision.workflow(), ProvisionJson::writeWorkflow)
        .object("activeWorkflow", provision.active(), ProvisionJson::write)
        .text("agentFolder", provision.layout().folder())
        .texts("directories", provision.layout().directories());
  }

  static void writeRepository(JsonWriter json, Reconciled<SourceRepository> repo) {
    write(json, repo, ProvisionJson::write);
  }

  static void writeWorkflow(JsonWriter json, Reconciled<ActiveWorkflow> workflow) {
    write(json, workflow, ProvisionJson::write);
  }

  private static <T> void write(
      JsonWriter json, Reconciled<T> what, BiConsumer<JsonWriter, T> shape) {
    shape.accept(json, what.what());
    json.text("state", Words.capital(what.state()))
        .text("message", what.message())
        .text("at", what.at());
  }

  static Provision provision(JsonObject json) {
    return new Provision(
        json.objects("reconciledRepos", repo -> reconciled(repo, ProvisionJson::repository))
            .orElse(List.of()),
        json.object("reconciledWorkflow", it -> reconciled(it, ProvisionJson::workflow)),
        json.object("activeWorkflow", ProvisionJson::workflow),
        new Layout(json.text("agentFolder"), json.texts("directories").orElse(List.of())));
  }

  private static <T> Reconciled<T> reconciled(JsonObject json, Function<JsonObject, T> shape) {
    return new Reconciled<>(
        shape.apply(json),
        json.need("state", key -> json.word(key, Reconciled.State.values(), Words::capital)),
        json.text("message"),
        json.need("at", json::instant));
  }
}
