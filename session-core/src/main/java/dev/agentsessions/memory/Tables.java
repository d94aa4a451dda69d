package dev.agentsessions.memory;

import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.SessionId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All that is stored. Reached through {@link GuardedTables} only. */
record Tables(
    NavigableMap<ProjectId, Project> projects,
    Map<HostId, Host> hosts,
    SessionTable sessions,
    EventTable events,
    MessageTable messages,
    Map<SessionId, Reported> reports) {
  /** What was reported of a session's run, by the number of that. */
  record Reported(int run, RunReport report) {}

  static Tables empty() {
    return new Tables(
        new TreeMap<>(Comparator.comparing(ProjectId::value)),
        new HashMap<>(),
        new SessionTable(),
        new EventTable(),
        new MessageTable(),
        new HashMap<>());
  }
}
