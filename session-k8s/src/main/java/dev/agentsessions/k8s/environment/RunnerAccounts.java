package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNullElse;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which session an account of the cluster runs. Names decide nothing: the account must be the very
 * one that the token is of, controlled by the very resource that these hosts made for the session.
 * Safe for many threads.
 */
final class RunnerAccounts {
  private static final Pattern USER =
      Pattern.compile("system:serviceaccount:([a-z0-9-]{1,63}):([a-z0-9.-]{1,253})");

  private final KubernetesClient client;
  private final KubernetesEnvironmentsConfig config;
  private final String audience;
  private final Tags tags;

  @Inject
  RunnerAccounts(KubernetesClient client, RunnerIdentityConfig config) {
    this.client = Patience.bounded(client, config.sessions().timeout());
    this.config = config.sessions();
    this.audience = config.audience();
    this.tags = new Tags(config.sessions().instance());
  }

  /**
   * The runner whose token it is.
   *
   * @return empty if the token is wrong, expired, revoked, for another audience, or no session's
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the cluster does not say
   */
  Optional<Caller> caller(String token) {
    return Optional.ofNullable(review(token))
        .filter(status -> Boolean.TRUE.equals(status.getAuthenticated()))
        // A server that knows nothing of audiences names none.
        .filter(status -> requireNonNullElse(status.getAudiences(), List.of()).contains(audience))
        .map(TokenReviewStatus::getUser)
        .flatMap(this::account)
        .flatMap(this::session);
  }

  private TokenReviewStatus review(String token) {
    return client
        .tokenReviews()
        .create(
            new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .withAudiences(audience)
                .endSpec()
                .build())
        .getStatus();
  }

  private Optional<ServiceAccount> account(UserInfo user) {
    Matcher name = USER.matcher(String.valueOf(user.getUsername()));
    if (!name.matches() || !config.all().contains(name.group(1))) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            client.serviceAccounts().inNamespace(name.group(1)).withName(name.group(2)).get())
        .filter(account -> account.getMetadata().getUid().equals(user.getUid()))
        .filter(account -> !account.isMarkedForDeletion());
  }

  private Optional<Caller> session(ServiceAccount account) {
    return controller(account)
        .flatMap(owner -> resource(account.getMetadata().getNamespace(), owner))
        .flatMap(
            resource ->
                tags.projectOn(resource)
                    .filter(project -> isIn(project, resource))
                    .map(project -> caller(project, resource)));
  }

  private static Optional<OwnerReference> controller(HasMetadata object) {
    return requireNonNullElse(object.getMetadata().getOwnerReferences(), List.<OwnerReference>of())
        .stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .filter(owner -> owner.getApiVersion().startsWith(AgenticSession.GROUP + "/"))
        .filter(owner -> owner.getKind().equals(HasMetadata.getKind(AgenticSession.class)))
        .findFirst();
  }

  private Optional<AgenticSession> resource(String namespace, OwnerReference owner) {
    return Optional.ofNullable(
            client
                .resources(AgenticSession.class)
                .inNamespace(namespace)
                .withName(owner.getName())
                .get())
        .filter(resource -> resource.getMetadata().getUid().equals(owner.getUid()));
  }

  /** Nobody moves a session to another project by writing on its resource. */
  private boolean isIn(ProjectId project, AgenticSession resource) {
    return config.namespaceOf(project).equals(resource.getMetadata().getNamespace());
  }

  private static Caller caller(ProjectId project, AgenticSession resource) {
    var session = new SessionId(resource.getMetadata().getName());
    return new Caller("runner:" + session, Set.of(), new Standing.OfSession(project, session));
  }
}
