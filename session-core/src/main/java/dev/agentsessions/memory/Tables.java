package dev.agentsessions.memory;

import dev.agentsessions.catalog.Entry;
import dev.agentsessions.credential.StoredGitToken;
import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenId;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.schedule.RunId;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleId;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.secret.SecretName;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** All that is stored. Reached through {@link GuardedTables} only. */
record Tables(
    NavigableMap<ProjectId, Project> projects,
    Map<HostId, Host> hosts,
    SessionTable sessions,
    EventTable events,
    MessageTable messages,
    Map<SessionId, Reported> reports,
    Map<TokenId, Token> tokens,
    Map<InMemoryCatalog.Place, Entry> catalog,
    Map<ScheduleId, Schedule> schedules,
    SequencedMap<RunId, ScheduleRun> runs,
    Map<SessionId, NavigableMap<SecretName, SealedSecret>> secrets,
    Map<String, NavigableMap<String, StoredGitToken>> gitTokens) {
  /** What was reported of a session's run, by the number of that. */
  record Reported(int run, RunReport report) {}

  static Tables empty() {
    return new Tables(
        new TreeMap<>(Comparator.comparing(ProjectId::value)),
        new HashMap<>(),
        new SessionTable(),
        new EventTable(),
        new MessageTable(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new LinkedHashMap<>(), // the oldest first
        new HashMap<>(),
        new HashMap<>());
  }

  /** Forgets the tokens of a session's workers that are gone, or all when it is gone itself. */
  void forgetTokens(Session gone) {
    Optional<Session> left = sessions.find(gone.id());
    tokens
        .values()
        .removeIf(
            token ->
                token.caller().session().filter(gone.id()::equals).isPresent()
                    && !isOfSomething(token, left));
  }

  private static boolean isOfSomething(Token token, Optional<Session> left) {
    return left.isPresent()
        && token
            .caller()
            .worker()
            .map(ref -> left.get().worker(ref.worker()).isPresent())
            .orElse(true);
  }
}
