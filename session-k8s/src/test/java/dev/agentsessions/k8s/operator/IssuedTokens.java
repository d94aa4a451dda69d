package dev.agentsessions.k8s.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * What the mock lacks of an API server's tokens: TokenRequest gives one that reads like a JWT and
 * is of an account as it is then, TokenReview knows it for its audiences, until a test has it
 * expire or the account is another.
 */
final class IssuedTokens {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNTS = ".*/namespaces/([^/]+)/serviceaccounts/([^/]+)/token";

  /**
   * @param path of the account
   */
  private record Issued(String path, String user, String uid, JsonNode audiences) {}

  private final Map<String, Issued> issued = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final UnaryOperator<String> objects;

  /**
   * @param objects as JSON by their path; empty for none
   */
  IssuedTokens(UnaryOperator<String> objects) {
    this.objects = objects;
  }

  /** The answer to a TokenRequest. */
  ObjectNode request(String path, ObjectNode request) {
    String account = path.replaceAll("/token$", "");
    String user = path.replaceAll(ACCOUNTS, "system:serviceaccount:$1:$2");
    String token =
        encoded("{\"alg\":\"none\"}")
            + "."
            + encoded("{\"sub\":\"" + user + "\"}")
            + "."
            + encoded(String.valueOf(numbers.incrementAndGet()));
    uid(account)
        .ifPresent(
            uid ->
                issued.put(token, new Issued(account, user, uid, request.at("/spec/audiences"))));
    request
        .putObject("status")
        .put("token", token)
        .put("expirationTimestamp", "2030-01-01T00:00:00Z");
    return request;
  }

  /** The answer to a TokenReview. */
  ObjectNode review(ObjectNode review) {
    ObjectNode status = review.putObject("status");
    Optional<Issued> known =
        Optional.ofNullable(issued.get(review.at("/spec/token").asText()))
            .filter(token -> uid(token.path()).filter(token.uid()::equals).isPresent());
    var audiences = JSON.createArrayNode();
    known.ifPresent(
        token ->
            review
                .at("/spec/audiences")
                .forEach(
                    wanted ->
                        token
                            .audiences()
                            .forEach(
                                one -> {
                                  if (one.equals(wanted)) {
                                    audiences.add(one);
                                  }
                                })));
    if (known.isEmpty() || audiences.isEmpty()) {
      status.put("authenticated", false).put("error", "invalid bearer token");
      return review;
    }
    status.put("authenticated", true).set("audiences", audiences);
    status.putObject("user").put("username", known.get().user()).put("uid", known.get().uid());
    return review;
  }

  void expire(String token) {
    issued.remove(token);
  }

  private Optional<String> uid(String path) {
    return Optional.of(objects.apply(path))
        .filter(object -> !object.isEmpty())
        .map(object -> ApplyServer.parse(object).at("/metadata/uid").asText());
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
