package dev.agentsessions.k8s.environment;

import static dev.agentsessions.fuzz.Fuzz.check;

import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.ResourceFuzz;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import java.net.URI;

/** What a host makes of its sessions' resources. */
public final class EnvironmentFuzz {
  private static final Tags TAGS = new Tags("agent-sessions");

  private EnvironmentFuzz() {}

  public static void seen(byte[] input) {
    ResourceFuzz.session(input).ifPresent(EnvironmentFuzz::seen);
  }

  private static void seen(AgenticSession session) {
    check(Tags.fenceOf(session).value() >= 0, "below zero", session);
    TAGS.projectOn(session)
        .ifPresent(project -> check(!project.value().isEmpty(), "none", session));
    if (SeenStatus.of(session) instanceof Ready ready) {
      try {
        URI address = ContentAddress.IN_CLUSTER.of(ready.endpoint());
        check("http".equals(address.getScheme()), "another scheme", address);
      } catch (Unavailable refused) {
        // No address at all.
      }
    }
  }
}
