package dev.agentsessions.k8s.operator;

import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.workspace.WantedWorkspace;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a spec wants to be cloned into the workspace, in the content service's words. */
final class WantedClones {
  private WantedClones() {}

  static boolean isAny(AgenticSessionSpec spec) {
    return !spec.repos().isEmpty() || spec.activeWorkflow() != null;
  }

  /** In JSON, as {@link RuntimeJson#readFirst} reads it. */
  static String json(AgenticSessionSpec spec) {
    Map<String, Object> wanted = new TreeMap<>();
    wanted.put("repos", spec.repos());
    if (spec.activeWorkflow() != null) {
      wanted.put("activeWorkflow", spec.activeWorkflow());
    }
    return Serialization.asJson(wanted);
  }

  /**
   * @param active the workflow that is there now
   * @throws dev.agentsessions.session.SessionException.Invalid if it wants what nobody can clone
   */
  static WantedWorkspace of(AgenticSession session, Optional<ActiveWorkflow> active) {
    return new WantedWorkspace(
        session.getMetadata().getGeneration(),
        RuntimeJson.readFirst(json(session.getSpec())).kind(),
        active);
  }
}
