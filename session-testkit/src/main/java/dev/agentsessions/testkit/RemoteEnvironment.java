package dev.agentsessions.testkit;

import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;

/**
 * One environment of {@link FakeRemoteEnvironments}: a small machine that moves when it is asked or
 * ticked. Guarded by the lock of its owner.
 */
final class RemoteEnvironment {
  private Endpoint endpoint;
  private EnvironmentState state;
  private int asksLeft;
  private boolean releasing;
  private boolean released;

  /** One that so many asks see come up. */
  RemoteEnvironment(Endpoint endpoint, int asks) {
    this.endpoint = endpoint;
    this.state = comingUp(asks);
  }

  private EnvironmentState comingUp(int asks) {
    asksLeft = asks;
    return new EnvironmentState.Pending("coming up at " + endpoint.address());
  }

  void move(Endpoint to, int asks) {
    endpoint = to;
    state = comingUp(asks);
  }

  /** It fails or is lost, until it is released. */
  void become(EnvironmentState fault) {
    state = fault;
  }

  /** Begins to go, which so many asks still see. */
  void release(int asks) {
    releasing = true;
    asksLeft = asks;
    state = new EnvironmentState.Pending("going away from " + endpoint.address());
  }

  /** A step of time. */
  void step() {
    if (!(state instanceof EnvironmentState.Pending)) {
      return;
    }
    if (asksLeft > 0) {
      asksLeft--;
    } else if (releasing) {
      released = true;
    } else {
      state = new EnvironmentState.Ready(endpoint);
    }
  }

  EnvironmentState state() {
    return state;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  boolean isReleasing() {
    return releasing;
  }

  boolean isReleased() {
    return released;
  }
}
