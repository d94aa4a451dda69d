package dev.agentsessions.memory;

import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.project.Projects;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotEmpty;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.task.ForgetsTasks;
import java.util.List;
import java.util.Optional;

/** The projects in memory. */
final class InMemoryProjects implements Projects {
  private final GuardedTables tables;
  private final ForgetsTasks tasks;

  InMemoryProjects(GuardedTables tables, ForgetsTasks tasks) {
    this.tables = tables;
    this.tasks = tasks;
  }

  @Override
  public void create(Project project) {
    tables.write(
        all -> {
          if (all.projects().putIfAbsent(project.id(), project) != null) {
            String id = project.id().value();
            throw new AlreadyExists("id", id, id);
          }
          return project;
        });
  }

  @Override
  public void change(ProjectId id, ProjectSettings settings) {
    tables.write(all -> all.projects().put(id, stored(all, id).with(settings)));
  }

  @Override
  public void delete(ProjectId id) {
    tables.write(
        all -> {
          stored(all, id);
          if (all.sessions().hasAny(id)) {
            throw new NotEmpty("project " + id, "sessions");
          }
          if (all.schedules().values().stream().anyMatch(each -> each.project().equals(id))) {
            throw new NotEmpty("project " + id, "schedules");
          }
          all.events().forget(id);
          all.catalog().keySet().removeIf(place -> place.project().equals(id));
          return all.projects().remove(id);
        });
    tasks.forget(id);
  }

  private static Project stored(Tables all, ProjectId id) {
    return Optional.ofNullable(all.projects().get(id))
        .orElseThrow(() -> new NotFound("project " + id));
  }

  @Override
  public Optional<Project> find(ProjectId id) {
    return tables.read(all -> Optional.ofNullable(all.projects().get(id)));
  }

  @Override
  public List<Project> list() {
    return tables.read(all -> List.copyOf(all.projects().values()));
  }
}
