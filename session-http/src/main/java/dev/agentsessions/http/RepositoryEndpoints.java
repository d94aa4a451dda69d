package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.NewRepository;
import dev.agentsessions.operation.KnownRepository;
import dev.agentsessions.operation.RepositoryOperations;
import dev.agentsessions.session.SessionException.Invalid;
import jakarta.inject.Inject;
import java.util.List;

/** The repositories of a project. */
final class RepositoryEndpoints {
  private static final String REPOSITORIES = ProjectEndpoints.PROJECT + "/repositories";
  private static final String REPOSITORY = REPOSITORIES + "/{repository}";

  private final RepositoryOperations repositories;

  @Inject
  RepositoryEndpoints(RepositoryOperations repositories) {
    this.repositories = requireNonNull(repositories, "repositories");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                REPOSITORIES,
                "listRepositories",
                "The repositories that the project knows, the oldest first",
                Gives.json(200, "RepositoryList"),
                this::listRepositories)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                REPOSITORIES,
                "createRepository",
                "Notes a repository of this machine, or has one cloned",
                Gives.json(201, "Repository", "Location"),
                this::createRepository)
            .needs(Access.EDIT)
            .takes(Takes.json("NewRepository"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.UNSATISFIED),
        Endpoint.of(
                Method.GET,
                REPOSITORY,
                "getRepository",
                "One repository",
                Gives.json(200, "Repository"),
                this::getRepository)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.PUT,
                REPOSITORY,
                "updateRepository",
                "Replaces the name and the settings of a repository",
                Gives.json(200, "Repository"),
                this::updateRepository)
            .needs(Access.EDIT)
            .takes(Takes.json("NewRepository"))
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.DELETE,
                REPOSITORY,
                "deleteRepository",
                "Forgets a repository; its sessions stay, and its files unless said",
                Gives.nothing(),
                this::deleteRepository)
            .needs(Access.EDIT)
            .asks(
                List.of(
                    Parameter.text("files", "keep, or remove those of a clone; keep unless said")))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.NOT_EMPTY, ProblemType.FIXED),
        Endpoint.of(
                Method.GET,
                REPOSITORY + "/worktrees",
                "listWorktrees",
                "The worktrees of a repository, its own first, and the sessions on them",
                Gives.json(200, "WorktreeList"),
                this::listWorktrees)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer listRepositories(Call call) {
    return Answer.json(
        200, ApiJson.writeRepositories(repositories.list(call.caller(), call.project())));
  }

  private Answer createRepository(Call call) {
    NewRepository wanted = ApiJson.readNewRepository(call.body());
    KnownRepository repository =
        repositories.create(
            call.caller(), call.project(), wanted.name(), wanted.source(), wanted.settings());
    return Answer.json(201, ApiJson.write(repository))
        .with(
            "Location",
            ProjectEndpoints.PROJECTS
                + "/"
                + call.project()
                + "/repositories/"
                + repository.repository().key());
  }

  private Answer getRepository(Call call) {
    return Answer.json(
        200, ApiJson.write(repositories.get(call.caller(), call.project(), repository(call))));
  }

  private Answer updateRepository(Call call) {
    NewRepository wanted = ApiJson.readNewRepository(call.body());
    KnownRepository repository =
        repositories.update(
            call.caller(),
            call.project(),
            repository(call),
            wanted.name(),
            wanted.source(),
            wanted.settings());
    return Answer.json(200, ApiJson.write(repository));
  }

  private Answer deleteRepository(Call call) {
    String files = call.query().text("files").orElse("keep");
    Invalid.check(List.of("keep", "remove").contains(files), "files", "must be keep or remove");
    repositories.delete(call.caller(), call.project(), repository(call), files.equals("remove"));
    return Answer.empty(204);
  }

  private Answer listWorktrees(Call call) {
    return Answer.json(
        200,
        ApiJson.writeWorktrees(
            repositories.worktrees(call.caller(), call.project(), repository(call))));
  }

  private static RepositoryId repository(Call call) {
    return call.parsed("repository", RepositoryId::new);
  }
}
