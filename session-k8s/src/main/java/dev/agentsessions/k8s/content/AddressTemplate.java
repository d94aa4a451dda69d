package dev.agentsessions.k8s.content;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Endpoint;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Content services of which each has a name of its own, made of what the operator tells.
 *
 * @param template an address of HTTP or HTTPS without a path, in which {@code {service}}, {@code
 *     {namespace}} and {@code {port}} stand for those of the session's Service; the first is there
 */
public record AddressTemplate(String template) implements ContentAddress {
  private static final String SERVICE = "{service}";
  private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

  /** What the operator tells; anything else could be an address of this machine. */
  private static final Pattern TOLD =
      Pattern.compile(
          "(?<service>" + NAME + ")\\.(?<namespace>" + NAME + ")\\.svc:(?<port>[0-9]{1,5})");

  private static final Pattern SERVER =
      Pattern.compile("https?://[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?");

  public AddressTemplate {
    String sample = template.replaceAll("\\{(service|namespace)}", "a").replace("{port}", "1");
    checkArgument(
        template.contains(SERVICE) && SERVER.matcher(sample).matches(),
        "must be an address such as https://{service}.{namespace}.example.org");
  }

  @Override
  public URI of(Endpoint endpoint) {
    Matcher told = TOLD.matcher(endpoint.address());
    if (!told.matches()) {
      throw new SessionException.Unavailable(
          "not the address of a content service: " + endpoint.address(), null);
    }
    return URI.create(
        template
            .replace(SERVICE, told.group("service"))
            .replace("{namespace}", told.group("namespace"))
            .replace("{port}", told.group("port")));
  }
}
