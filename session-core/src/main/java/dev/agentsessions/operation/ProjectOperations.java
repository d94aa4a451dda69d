package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.SessionException;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What callers may do with projects (S-28). Safe for many threads. */
public final class ProjectOperations {
  private final Projects projects;
  private final Authorizer authorizer;
  private final InstantSource clock;

  @Inject
  ProjectOperations(Projects projects, Authorizer authorizer, InstantSource clock) {
    this.projects = requireNonNull(projects, "projects");
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * @throws SessionException.AlreadyExists if the id is taken
   * @throws SessionException.Denied unless the caller is an administrator
   */
  public Project create(
      Caller caller, ProjectId id, Optional<String> displayName, ProjectSettings settings) {
    authorizer.check(caller, Permission.ADMIN, id);
    var project = new Project(id, displayName, settings, clock.instant());
    projects.create(project);
    return project;
  }

  /**
   * @throws SessionException.NotFound if there is no such project
   */
  public Project get(Caller caller, ProjectId id) {
    authorizer.check(caller, Permission.VIEW, id);
    return projects.find(id).orElseThrow(() -> new SessionException.NotFound("project " + id));
  }

  /**
   * Replaces the settings, whole. What is live already stays, whatever the limits become.
   *
   * @throws SessionException.NotFound if there is no such project
   * @throws SessionException.Denied unless the caller is an administrator
   */
  public Project change(Caller caller, ProjectId id, ProjectSettings settings) {
    authorizer.check(caller, Permission.ADMIN, id);
    projects.change(id, settings);
    return get(caller, id);
  }

  /**
   * Deletes a project that has no sessions and no schedules, with its lists and its tasks.
   *
   * @throws SessionException.NotFound if there is no such project
   * @throws SessionException.NotEmpty if it has schedules, or sessions, also some that are still
   *     being removed
   * @throws SessionException.Denied unless the caller is an administrator; nobody deletes {@link
   *     ProjectId#DEFAULT}
   */
  public void delete(Caller caller, ProjectId id) {
    authorizer.check(caller, Permission.ADMIN, id);
    if (id.equals(ProjectId.DEFAULT)) {
      throw new SessionException.Denied("the project " + id + " is always there");
    }
    projects.delete(id);
  }

  /** Those the caller may view, by id. */
  public List<Project> list(Caller caller) {
    return projects.list().stream().filter(project -> mayView(caller, project.id())).toList();
  }

  private boolean mayView(Caller caller, ProjectId project) {
    try {
      authorizer.check(caller, Permission.VIEW, project);
      return true;
    } catch (SessionException.Denied denied) {
      return false;
    }
  }
}
