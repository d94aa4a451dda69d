package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.session.SessionId;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.net.URI;

/** Another server that a call is made again at, and on whose authority. */
sealed interface Recipient {
  /** Says that a call comes from a host of the store. */
  HeaderName PROOF = HeaderNames.create("Agent-Sessions-Forwarded-By");

  URI server();

  /**
   * Another host of the store, which knows the caller.
   *
   * @param proof that the call comes from a host
   */
  record OfHost(URI server, TokenSecret proof) implements Recipient {
    public OfHost {
      requireNonNull(server, "server");
      requireNonNull(proof, "proof");
    }
  }

  /**
   * The content service of a session, which knows nobody and nothing but that session.
   *
   * @param token of that service
   */
  record OfContent(URI server, SessionId session, String token) implements Recipient {
    public OfContent {
      requireNonNull(server, "server");
      requireNonNull(session, "session");
      requireNonNull(token, "token");
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "OfContent[" + server + ", " + session + "]";
    }
  }
}
