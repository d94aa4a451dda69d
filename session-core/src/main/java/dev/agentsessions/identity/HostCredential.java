package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.HostConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this host proves to the others of its store that it is one of them, when it calls them for
 * somebody (P-07). Its secret is in this program's memory and nowhere else: a host that starts
 * again has another one, and the one before proves nothing any more. Issued by one thread, asked by
 * many.
 */
public final class HostCredential {
  private static final Duration LEFT = Duration.ofDays(30);

  private final HostConfig host;
  private final TokenIssuer issuer;
  private final InstantSource clock;
  private volatile @Nullable IssuedToken issued;

  @Inject
  public HostCredential(HostConfig host, TokenIssuer issuer, InstantSource clock) {
    this.host = requireNonNull(host, "host");
    this.issuer = requireNonNull(issuer, "issuer");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Issues one when this program has none, or one that holds for less than a month; it takes the
   * place of the one that the host had, in whatever program.
   */
  public void renew() {
    IssuedToken held = issued;
    if (held == null || held.token().isExpired(clock.instant().plus(LEFT))) {
      var caller = new Caller("host:" + host.id(), Set.of(), new Standing.OfHost(host.id()));
      issued = issuer.issue(caller, Optional.empty(), Token.LONGEST);
    }
  }

  /** For a call to another host, to say that it comes from one. */
  public TokenSecret secret() {
    IssuedToken held = issued;
    checkState(held != null, "host %s has not joined", host.id());
    return held.secret();
  }
}
