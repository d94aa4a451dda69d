package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.Agent;
import java.util.List;

/**
 * One of the lists that a project has.
 *
 * @param name by which stores know it, for good
 */
public record Kind<T extends Entry>(String name, Class<T> type) {
  public static final Kind<Agent> AGENT = new Kind<>("agent", Agent.class);
  public static final Kind<Repository> REPOSITORY = new Kind<>("repository", Repository.class);
  public static final Kind<RepositoryClone> CLONE = new Kind<>("clone", RepositoryClone.class);
  public static final Kind<Webhook> WEBHOOK = new Kind<>("webhook", Webhook.class);
  public static final Kind<RoleBinding> ROLE = new Kind<>("role", RoleBinding.class);

  public static final List<Kind<?>> ALL = List.of(AGENT, REPOSITORY, CLONE, WEBHOOK, ROLE);

  public Kind {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }

  @Override
  public String toString() {
    return name;
  }
}
