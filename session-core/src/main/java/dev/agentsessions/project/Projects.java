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

  /**
   * Replaces a project's settings, whole; the last call wins.
   *
   * @throws SessionException.NotFound if there is no such project
   */
  void change(ProjectId id, ProjectSettings settings);

  /**
   * Removes a project, its lists and tasks, and the events of the sessions it had.
   *
   * @throws SessionException.NotFound if there is no such project
   * @throws SessionException.NotEmpty if a schedule belongs to it, or a session, also one that was
   *     deleted and is still being removed; nothing is removed
   */
  void delete(ProjectId id);

  Optional<Project> find(ProjectId id);

  /** All of them, by id. */
  List<Project> list();
}
