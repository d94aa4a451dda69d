package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * Makes what a run needs, as far as it is not there. The Job comes last: once it is there,
 * everything is.
 */
final class Making {
  private final Observed observed;
  private final Writes writes;
  private final Tools tools;
  private final SessionObjects objects;
  private final int run;
  private final String claim;

  /**
   * @param claim that has the workspace
   */
  Making(Observed observed, Writes writes, Tools tools, int run, String claim) {
    this.observed = observed;
    this.writes = writes;
    this.tools = tools;
    this.objects = new SessionObjects(observed.session(), tools.config());
    this.run = run;
    this.claim = claim;
  }

  /**
   * Begins the run.
   *
   * @throws Troubled if it has to wait
   */
  void begin() throws Troubled {
    AgenticSession session = observed.session();
    RequiredSecrets required = RequiredSecrets.find(tools.client(), session, tools.config());
    keep();
    Names names = Names.of(session);
    for (Secret original : required.copied()) {
      Secret copy = objects.copy(original, run);
      if (observed.secret(copy.getMetadata().getName()).isEmpty()) {
        writes.create(copy);
      }
    }
    if (observed.job().isEmpty()) {
      writes.create(
          new SessionJob(session, tools.config(), run).using(claim, required.variables(names)));
    }
  }

  /**
   * Keeps what a run has besides its Job, and its token young.
   *
   * @throws Troubled if it cannot be had
   */
  void keep() throws Troubled {
    Observed.Fixtures fixtures = observed.fixtures();
    if (observed.claim().isEmpty() && claim.equals(Names.of(observed.session()).claim())) {
      writes.create(objects.claim());
    }
    ServiceAccount account =
        observed.account().isPresent()
            ? observed.account().get()
            : writes.create(objects.account(run));
    keep(fixtures.role(), objects.role());
    keep(fixtures.binding(), objects.binding());
    tokens(account);
    keepNetwork();
  }

  /**
   * Keeps who may reach the content service, and nobody else, able to.
   *
   * @throws Troubled if that cannot be had
   */
  void keepNetwork() throws Troubled {
    keep(observed.fixtures().service(), objects.service());
    keep(observed.fixtures().policy(), SessionPolicy.of(observed.session(), tools.config()));
  }

  private <T extends HasMetadata> void keep(Optional<T> seen, T wanted) throws Troubled {
    if (seen.isEmpty()) {
      writes.create(wanted);
    } else if (!Matches.covers(seen.get(), wanted)) {
      writes.apply(wanted, seen.get());
    }
  }

  private void tokens(ServiceAccount account) throws Troubled {
    Optional<Secret> seen = observed.tokens();
    if (seen.isPresent()
        && !TokenSecret.isDue(
            seen.get(), account, tools.config().api().refreshAfter(), tools.now())) {
      return;
    }
    Secret wanted =
        TokenSecret.of(
            observed.session(),
            account,
            token(account),
            seen.flatMap(TokenSecret::contentToken).orElseGet(tools.tokens()::content),
            tools.now());
    if (seen.isPresent()) {
      writes.apply(wanted, seen.get());
    } else {
      writes.create(wanted);
    }
  }

  private String token(ServiceAccount account) throws Troubled {
    try {
      return tools.tokens().request(account);
    } catch (KubernetesClientException e) {
      throw new Troubled(Trouble.noToken(e), e);
    }
  }
}
