package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.agent.ConfiguredAgents;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.AgentWorker;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What callers may do with the definitions of agents. Safe for many threads. */
public final class AgentOperations {
  private static final String PREFIX = "agt-";

  private final Authorizer authorizer;
  private final SessionFinder finder;
  private final SessionStore store;
  private final AgentCatalog agents;
  private final ConfiguredAgents everywhere;
  private final Catalog catalog;
  private final IdGenerator ids;

  @Inject
  AgentOperations(
      Authorizer authorizer,
      SessionFinder finder,
      SessionStore store,
      AgentCatalog agents,
      ConfiguredAgents everywhere,
      Catalog catalog,
      IdGenerator ids) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.store = requireNonNull(store, "store");
    this.agents = requireNonNull(agents, "agents");
    this.everywhere = requireNonNull(everywhere, "everywhere");
    this.catalog = requireNonNull(catalog, "catalog");
    this.ids = requireNonNull(ids, "ids");
  }

  /** All that workers of the project may run, by id. */
  public List<Agent> list(Caller caller, ProjectId project) {
    authorizer.check(caller, Permission.VIEW, project);
    finder.checkProject(project);
    return agents.list(project);
  }

  public Agent get(Caller caller, ProjectId project, AgentId id) {
    authorizer.check(caller, Permission.VIEW, project);
    finder.checkProject(project);
    return agents.get(project, id);
  }

  /**
   * Defines an agent.
   *
   * @param id absent: one is made
   * @throws SessionException.AlreadyExists if an agent has the id, one of the host's among them
   */
  public Agent create(
      Caller caller, ProjectId project, Optional<AgentId> id, String name, List<String> command) {
    authorizer.check(caller, Permission.EDIT, project);
    var agent = new Agent(id.orElseGet(() -> new AgentId(ids.next(PREFIX))), name, command);
    if (isEverywhere(project, agent.id())) {
      throw new SessionException.AlreadyExists("id", agent.key(), agent.key());
    }
    catalog.create(Kind.AGENT, project, agent);
    return agent;
  }

  /**
   * Forgets an agent. A session that begins to use it in the same moment finds it unknown.
   *
   * @throws SessionException.Fixed if the host has it in every project
   * @throws SessionException.NotEmpty if a session uses it
   */
  public void delete(Caller caller, ProjectId project, AgentId id) {
    authorizer.check(caller, Permission.EDIT, project);
    finder.checkProject(project);
    if (isEverywhere(project, id)) {
      throw new SessionException.Fixed("agent " + id, "this host has it in every project");
    }
    catalog.get(Kind.AGENT, project, id.value());
    if (isUsed(project, id)) {
      throw new SessionException.NotEmpty("agent " + id, "sessions");
    }
    catalog.delete(Kind.AGENT, project, id.value());
  }

  private boolean isEverywhere(ProjectId project, AgentId id) {
    return everywhere.find(project, id).isPresent();
  }

  /**
   * Looks at everybody's sessions, and at all of them: a worker may run another agent than its
   * session names.
   */
  private boolean isUsed(ProjectId project, AgentId id) {
    Optional<SessionCursor> next = Optional.empty();
    do {
      SessionPage page =
          store.page(
              new SessionQuery(project, SessionFilter.ALL, next, SessionQuery.MAX_LIMIT, false));
      if (page.items().stream().anyMatch(session -> uses(session, id))) {
        return true;
      }
      next = page.next();
    } while (next.isPresent());
    return false;
  }

  private static boolean uses(Session session, AgentId id) {
    return session.spec().agent().id().filter(id::equals).isPresent()
        || session.workers().stream().anyMatch(worker -> worker.kind().equals(new AgentWorker(id)));
  }
}
