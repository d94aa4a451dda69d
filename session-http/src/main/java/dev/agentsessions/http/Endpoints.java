package dev.agentsessions.http;

import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** The list of everything that callers can ask for. */
record Endpoints(List<Endpoint> all) {
  Endpoints {
    all = List.copyOf(all);
  }

  @Inject
  Endpoints(
      ServiceEndpoints service,
      ProjectEndpoints projects,
      ImportEndpoints imports,
      AgentEndpoints agents,
      RepositoryEndpoints repositories,
      AccessEndpoints access,
      SessionEndpoints sessions,
      LifecycleEndpoints lifecycle,
      WorkerEndpoints workers,
      PartEndpoints parts,
      WorkspaceAccessEndpoints workspaces,
      FileEndpoints files,
      GitEndpoints git,
      ProvisionEndpoints provisions,
      MessageEndpoints messages,
      ResultEndpoints results,
      SecretEndpoints secrets,
      EventEndpoints events,
      TaskEndpoints tasks,
      ScheduleEndpoints schedules,
      TokenEndpoints tokens,
      GitCredentialEndpoints gitCredentials,
      ConsoleEndpoints console) {
    this(
        Stream.of(
                service.all(),
                projects.all(),
                imports.all(),
                agents.all(),
                repositories.all(),
                access.all(),
                sessions.all(),
                lifecycle.all(),
                workers.all(),
                parts.all(),
                workspaces.all(),
                files.all(),
                git.all(),
                provisions.all(),
                messages.all(),
                results.all(),
                secrets.all(),
                events.all(),
                tasks.all(),
                schedules.all(),
                tokens.all(),
                gitCredentials.all(),
                console.all())
            .flatMap(List::stream)
            .toList());
  }
}
