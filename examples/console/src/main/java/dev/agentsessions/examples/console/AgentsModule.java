package dev.agentsessions.examples.console;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.BuiltInAgents;
import dev.agentsessions.agent.ConfiguredAgents;
import java.util.List;

/** The agents of the command line, and those that every host knows, in every project. */
final class AgentsModule extends AbstractModule {
  private final List<Agent> agents;

  AgentsModule(List<Agent> agents) {
    this.agents = List.copyOf(agents);
  }

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), ConfiguredAgents.class)
        .setBinding()
        .toInstance(BuiltInAgents.and(agents));
  }
}
