package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.session.SessionException.Unauthenticated;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.time.Ticker;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runners in pods, by the tokens of their sessions' ServiceAccounts (K-07). What the cluster says
 * of a token holds for {@link #REMEMBERED}, so that a runner that calls all the time does not ask
 * it all the time; so long a token may count that was revoked or has expired. Safe for many
 * threads.
 */
final class RunnerIdentity implements CallerIdentity {
  /** A third of the minute in which connections end whose token was revoked. */
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  private static final int MOST = 10_000;

  /** A JWT; no other token is anything to the cluster, and none of ours is ever sent to it. */
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]{1,1024}\\.[A-Za-z0-9_-]{1,8192}\\.[A-Za-z0-9_-]{1,2048}");

  private final RunnerAccounts accounts;
  private final Cache<HashCode, Optional<Caller>> remembered;

  @Inject
  RunnerIdentity(RunnerAccounts accounts, Ticker ticker) {
    this.accounts = requireNonNull(accounts, "accounts");
    this.remembered =
        CacheBuilder.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(REMEMBERED)
            .ticker(
                new com.google.common.base.Ticker() {
                  @Override
                  public long read() {
                    return ticker.now().toNanos();
                  }
                })
            .build();
  }

  @Override
  public Caller identify(Credentials credentials) {
    return credentials
        .bearer()
        .filter(token -> FORM.matcher(token).matches())
        .flatMap(this::caller)
        .orElseThrow(() -> new Unauthenticated("the token is no runner's of a session here"));
  }

  private Optional<Caller> caller(String token) {
    HashCode key = Hashing.sha256().hashString(token, StandardCharsets.UTF_8);
    Optional<Caller> known = remembered.getIfPresent(key);
    if (known != null) {
      return known;
    }
    // Not within the cache: it would hold others up while the cluster is asked.
    Optional<Caller> caller = asked(token);
    remembered.put(key, caller);
    return caller;
  }

  private Optional<Caller> asked(String token) {
    try {
      return accounts.caller(token);
    } catch (KubernetesClientException e) {
      // Also when it lets this host not ask: the caller can do nothing about that.
      throw new Unavailable("the cluster does not say now whose token it is", e);
    }
  }

  @Override
  public boolean isOpen() {
    return false;
  }
}
