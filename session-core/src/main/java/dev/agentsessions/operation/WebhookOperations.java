package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Webhook;
import dev.agentsessions.catalog.WebhookId;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.session.SessionException;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What administrators may do with a project's webhooks (S-28). Safe for many threads. */
public final class WebhookOperations {
  private final Authorizer authorizer;
  private final SessionFinder finder;
  private final Catalog catalog;
  private final SecretCipher cipher;
  private final IdGenerator ids;
  private final InstantSource clock;

  @Inject
  WebhookOperations(
      Authorizer authorizer,
      SessionFinder finder,
      Catalog catalog,
      SecretCipher cipher,
      IdGenerator ids,
      InstantSource clock) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.catalog = requireNonNull(catalog, "catalog");
    this.cipher = requireNonNull(cipher, "cipher");
    this.ids = requireNonNull(ids, "ids");
    this.clock = requireNonNull(clock, "clock");
  }

  /** The oldest first. */
  public List<Webhook> list(Caller caller, ProjectId project) {
    authorizer.check(caller, Permission.ADMIN, project);
    finder.checkProject(project);
    return catalog.list(Kind.WEBHOOK, project);
  }

  /**
   * Keeps a webhook. Its secret is sealed and never told again (P-06).
   *
   * @throws SessionException.Unavailable if there is a secret, and this host has no key to seal it
   */
  public Webhook create(
      Caller caller, ProjectId project, URI url, List<String> events, Optional<String> secret) {
    authorizer.check(caller, Permission.ADMIN, project);
    finder.checkProject(project);
    var id = new WebhookId(ids.next(WebhookId.PREFIX));
    var webhook =
        new Webhook(
            id, url, events, secret.map(text -> cipher.seal(place(id), text)), clock.instant());
    catalog.create(Kind.WEBHOOK, project, webhook);
    return webhook;
  }

  public void delete(Caller caller, ProjectId project, WebhookId id) {
    authorizer.check(caller, Permission.ADMIN, project);
    finder.checkProject(project);
    catalog.delete(Kind.WEBHOOK, project, id.value());
  }

  /** Where a webhook's secret is sealed for. */
  static String place(WebhookId id) {
    return "webhook/" + id;
  }
}
