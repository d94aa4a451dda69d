package dev.agentsessions.k8s.operator;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the tokens of runs. Safe for many threads. */
final class SessionTokens {
  private static final int CONTENT_TOKEN_BYTES = 32;

  private final KubernetesClient client;
  private final ApiConfig config;
  private final SecureRandom random = new SecureRandom();

  SessionTokens(KubernetesClient client, ApiConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * A token for the API, good as long as the account is there and the configured time at most.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the cluster gives none
   */
  String request(ServiceAccount account) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(config.audience())
            .withExpirationSeconds(config.tokenLifetime().toSeconds())
            .endSpec()
            .build();
    return client
        .serviceAccounts()
        .inNamespace(account.getMetadata().getNamespace())
        .withName(account.getMetadata().getName())
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  /** A token for the content service: 256 bits that nobody can guess. */
  String content() {
    byte[] bytes = new byte[CONTENT_TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
