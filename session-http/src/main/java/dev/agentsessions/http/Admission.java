package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Invalid;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;

/**
 * Lets a request in or not, the same way for calls, streams and sockets: site, route, caller,
 * permission, and only then what the request holds. Thread-safe.
 */
final class Admission {
  /** A caller at the right door, whose request's body nobody has read. */
  record Arrived(
      Endpoint endpoint,
      Caller caller,
      Credentials credentials,
      Map<String, String> path,
      HttpPrologue prologue,
      Headers headers) {}

  /** A call and what it is for. */
  record Admitted(Endpoint endpoint, Call call) {
    Outcome handle() {
      return endpoint.handler().handle(call);
    }
  }

  /** Asks for what anybody may have; nobody looks who it is. */
  private static final Caller ANYBODY = Caller.of("anybody");

  private final RequestGuard guard;
  private final Router router;
  private final CallerIdentity identity;
  private final Authorizer authorizer;

  @Inject
  Admission(RequestGuard guard, Router router, CallerIdentity identity, Authorizer authorizer) {
    this.guard = requireNonNull(guard, "guard");
    this.router = requireNonNull(router, "router");
    this.identity = requireNonNull(identity, "identity");
    this.authorizer = requireNonNull(authorizer, "authorizer");
  }

  /**
   * @throws Refusal if HTTP itself refuses it
   * @throws dev.agentsessions.session.SessionException if the caller may not
   */
  Arrived arrive(Method method, HttpPrologue prologue, Headers headers) {
    guard.check(headers);
    Router.Match match = router.find(method, prologue.uriPath().rawPath());
    Endpoint endpoint = match.endpoint();
    Credentials credentials = credentials(headers);
    Caller caller = authorized(endpoint, credentials, match);
    return new Arrived(endpoint, caller, credentials, match.path(), prologue, headers);
  }

  /**
   * @throws Refusal if HTTP itself refuses it
   * @throws dev.agentsessions.session.SessionException if what the request holds is wrong
   */
  Admitted admit(Arrived arrived, Body body) {
    Endpoint endpoint = arrived.endpoint();
    Query query = Query.parse(arrived.prologue().query().rawValue(), endpoint.query());
    byte[] bytes = read(endpoint.takes(), arrived.headers(), body);
    return new Admitted(
        endpoint,
        new Call(
            arrived.caller(),
            arrived.credentials(),
            arrived.path(),
            query,
            arrived.headers(),
            bytes,
            body));
  }

  /**
   * The methods of an address, for whoever may know that it is there.
   *
   * @throws Refusal if nothing is there
   */
  String allowed(HttpPrologue prologue, Headers headers) {
    guard.check(headers);
    return router.allowed(prologue.uriPath().rawPath());
  }

  private Caller authorized(Endpoint endpoint, Credentials credentials, Router.Match match) {
    return switch (endpoint.access()) {
      case Access.Open open -> ANYBODY;
      case Access.Known known -> identity.identify(credentials);
      case Access.InProject inProject -> {
        Caller caller = identity.identify(credentials);
        authorize(caller, inProject.permission(), match);
        yield caller;
      }
    };
  }

  /** What is of one session is also for whoever has to do with that one alone. */
  private void authorize(Caller caller, Permission permission, Router.Match match) {
    if (match.path().containsKey("session")) {
      authorizer.reach(caller, permission, project(match));
    } else {
      authorizer.check(caller, permission, project(match));
    }
  }

  private static ProjectId project(Router.Match match) {
    try {
      return new ProjectId(match.path().getOrDefault("project", ""));
    } catch (IllegalArgumentException e) {
      throw new Invalid("project", "is " + e.getMessage());
    }
  }

  private static byte[] read(Takes takes, Headers headers, Body body) {
    if (takes.isStream()) {
      return new byte[0];
    }
    byte[] bytes = body.read(takes.limit());
    if (bytes.length == 0) {
      Invalid.check(!takes.required(), "body", "is required");
      return bytes;
    }
    String contentType = headers.first(HeaderNames.CONTENT_TYPE).orElse("");
    String plain = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!takes.contentTypes().contains(plain)) {
      throw new Refusal(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "send " + String.join(" or ", takes.contentTypes()) + ", not " + contentType);
    }
    return bytes;
  }

  private static Credentials credentials(Headers headers) {
    return new Credentials(
        headers.first(HeaderNames.AUTHORIZATION), headers.first(HeaderNames.COOKIE));
  }
}
