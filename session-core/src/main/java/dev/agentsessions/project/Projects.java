package dev.agentsessions.project;

import dev.agentsessions.session.SessionException;
import java.util.List;
import java.util.Optional;

/**
 * The tenants of a store. {@link ProjectId#DEFAULT} exists from the start. Safe for many threads
 * and processes. Passes {@code ProjectsContract}.
 */
public interface Projects {
  /**
   * @throws SessionException.AlreadyExists if the id is taken
   */
  void create(Project project);

  Optional<Project> find(ProjectId id);

  /** All of them, by id. */
  List<Project> list();
}
