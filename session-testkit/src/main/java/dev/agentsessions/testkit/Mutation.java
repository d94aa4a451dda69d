package dev.agentsessions.testkit;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.SessionId;

/**
 * Something a fake did to the world, and on whose authority. A call that changed nothing is none.
 *
 * @param what for people: the method and what it touched, such as {@code start wrk-1 epoch 2}
 */
public record Mutation(SessionId session, Fence fence, String what) {
  public Mutation {
    requireNonNull(session, "session");
    requireNonNull(fence, "fence");
    requireNonNull(what, "what");
  }
}
