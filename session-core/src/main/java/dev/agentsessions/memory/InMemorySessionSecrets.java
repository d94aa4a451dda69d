package dev.agentsessions.memory;

import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.secret.SecretName;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The secrets of sessions in memory. */
final class InMemorySessionSecrets implements SessionSecrets {
  private static final NavigableMap<SecretName, SealedSecret> NONE =
      Collections.emptyNavigableMap();

  private final GuardedTables tables;

  InMemorySessionSecrets(GuardedTables tables) {
    this.tables = tables;
  }

  @Override
  public void put(SessionId session, SecretName name, SealedSecret secret) {
    tables.write(
        all -> {
          if (all.sessions().get(session).isDeleted()) {
            throw new NotFound("session " + session);
          }
          var known = all.secrets().getOrDefault(session, NONE);
          if (!known.containsKey(name) && known.size() >= MAX) {
            throw new LimitReached("secrets", MAX);
          }
          return all.secrets().computeIfAbsent(session, any -> new TreeMap<>()).put(name, secret);
        });
  }

  @Override
  public boolean remove(SessionId session, SecretName name) {
    return tables.write(
        all ->
            all.secrets().containsKey(session) && all.secrets().get(session).remove(name) != null);
  }

  @Override
  public Map<SecretName, SealedSecret> all(SessionId session) {
    return tables.read(all -> new TreeMap<>(all.secrets().getOrDefault(session, NONE)));
  }
}
