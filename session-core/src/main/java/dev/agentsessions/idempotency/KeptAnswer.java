package dev.agentsessions.idempotency;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a request was answered, to be said again.
 *
 * @param contentType empty when there is no body
 * @param body at most {@link #MAX_BODY} characters; never a secret
 * @param headers that tell something, such as Location
 */
public record KeptAnswer(int status, String contentType, String body, Map<String, String> headers) {
  public static final int MAX_BODY = 64 * 1024;

  public KeptAnswer {
    requireNonNull(contentType, "contentType");
    checkArgument(body.length() <= MAX_BODY, "too long to be kept: %s", body.length());
    headers = Map.copyOf(headers);
  }
}
