package dev.agentsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import java.util.Optional;

/** Brings sessions into each of their states, the way callers and processes do. */
public final class SessionsInStates {
  private static final int FOR_EVER = 1_000_000;
  private static final RunPolicy ONE_RUN =
      new RunPolicy(Optional.empty(), Optional.empty(), false, true);

  private final World world;
  private final TestHost host;

  public SessionsInStates(World world, TestHost host) {
    this.world = world;
    this.host = host;
  }

  /** A new session in a state that it does not leave by itself. */
  public Session in(SessionState state) {
    Session session =
        switch (state) {
          case CREATED -> create(Requests.quick(Requests.SHELL).resting());
          case SPAWNING -> spawning();
          case ACTIVE -> host.settle(create(Requests.quick(Requests.SHELL)).id());
          case TERMINATING -> terminating();
          case STOPPED -> stopped();
          case COMPLETED -> ended(0);
          case FAILED -> ended(3);
          case CLEANED -> throw new IllegalArgumentException("nobody ever reads it");
        };
    assertThat(session.state()).isEqualTo(state);
    return session;
  }

  private Session spawning() {
    world.remote.pendingTakes(FOR_EVER);
    Session created = create(Requests.remote(Requests.SHELL));
    host.run(created.id());
    return world.read(created.id());
  }

  private Session terminating() {
    world.runtime.processes().stopTakes(FOR_EVER);
    Session active = in(SessionState.ACTIVE);
    host.sessions().stop(World.ANN, ProjectId.DEFAULT, Requests.stop(active));
    host.run(active.id());
    return world.read(active.id());
  }

  private Session stopped() {
    Session active = in(SessionState.ACTIVE);
    host.sessions().stop(World.ANN, ProjectId.DEFAULT, Requests.stop(active));
    return host.settle(active.id());
  }

  private Session ended(int code) {
    Session created = create(Requests.limited(ONE_RUN, Requests.AGENT));
    while (world.read(created.id()).state() != SessionState.ACTIVE) {
      host.pass(created.id());
    }
    world.runtime.processes().exit(Requests.ref(created, 0), code);
    return host.settle(created.id());
  }

  private Session create(CreateSession request) {
    return host.sessions().create(World.ANN, ProjectId.DEFAULT, request);
  }
}
