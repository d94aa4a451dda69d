package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.RoleBinding;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;

/** What administrators may do with a project's roles (S-28). Safe for many threads. */
public final class RoleOperations {
  private final Authorizer authorizer;
  private final SessionFinder finder;
  private final Catalog catalog;
  private final InstantSource clock;

  @Inject
  RoleOperations(
      Authorizer authorizer, SessionFinder finder, Catalog catalog, InstantSource clock) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.catalog = requireNonNull(catalog, "catalog");
    this.clock = requireNonNull(clock, "clock");
  }

  /** By subject. */
  public List<RoleBinding> list(Caller caller, ProjectId project) {
    authorizer.check(caller, Permission.ADMIN, project);
    finder.checkProject(project);
    return catalog.list(Kind.ROLE, project);
  }

  /**
   * @throws SessionException.AlreadyExists if the subject has a role here: take that away first
   */
  public RoleBinding create(Caller caller, ProjectId project, String subject, Permission role) {
    authorizer.check(caller, Permission.ADMIN, project);
    var binding = new RoleBinding(subject, role, clock.instant());
    catalog.create(Kind.ROLE, project, binding);
    return binding;
  }

  public void delete(Caller caller, ProjectId project, String subject) {
    authorizer.check(caller, Permission.ADMIN, project);
    finder.checkProject(project);
    catalog.delete(Kind.ROLE, project, subject);
  }
}
