package dev.agentsessions.memory;

import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.StoredGitToken;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.session.SessionException.LimitReached;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The git tokens of users in memory. */
final class InMemoryStoredGitTokens implements StoredGitTokens {
  private static final NavigableMap<String, StoredGitToken> NONE = Collections.emptyNavigableMap();

  private final GuardedTables tables;

  InMemoryStoredGitTokens(GuardedTables tables) {
    this.tables = tables;
  }

  @Override
  public void put(String user, StoredGitToken token) {
    String server = token.server().name();
    tables.write(
        all -> {
          var known = all.gitTokens().getOrDefault(user, NONE);
          if (!known.containsKey(server) && known.size() >= MAX) {
            throw new LimitReached("git credentials", MAX);
          }
          return all.gitTokens().computeIfAbsent(user, any -> new TreeMap<>()).put(server, token);
        });
  }

  @Override
  public boolean remove(String user, GitServer server) {
    return tables.write(
        all ->
            all.gitTokens().containsKey(user)
                && all.gitTokens().get(user).remove(server.name()) != null);
  }

  @Override
  public Optional<StoredGitToken> find(String user, GitServer server) {
    return tables.read(
        all -> Optional.ofNullable(all.gitTokens().getOrDefault(user, NONE).get(server.name())));
  }

  @Override
  public List<StoredGitToken> list(String user) {
    return tables.read(all -> List.copyOf(all.gitTokens().getOrDefault(user, NONE).values()));
  }
}
