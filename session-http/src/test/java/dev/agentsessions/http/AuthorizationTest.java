package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorizationTest {
  /** Everybody may view; nobody may do anything else. */
  @RegisterExtension
  static final RunningHost viewers = RunningHost.with(AuthorizationTest::viewOnly, Patience.USUAL);

  @RegisterExtension
  static final RunningHost strangers = RunningHost.with(AuthorizationTest::nothing, Patience.USUAL);

  static Stream<Endpoint> endpoints() {
    return viewers.get(Endpoints.class).all().stream();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @DisplayName("T-02 every endpoint of a project refuses a stranger before it says what is there")
  void strangers(Endpoint endpoint) {
    int status = status(strangers, endpoint);

    switch (endpoint.access()) {
      case Access.Open open -> assertThat(status).isNotEqualTo(403);
      case Access.Known known -> assertThat(status).isNotEqualTo(403);
      case Access.InProject inProject -> assertThat(status).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @DisplayName("T-02 every endpoint that changes something refuses who may only view")
  void onlookers(Endpoint endpoint) {
    int status = status(viewers, endpoint);

    if (endpoint.access() instanceof Access.InProject inProject) {
      assertThat(status == 403).isEqualTo(inProject.permission() != Permission.VIEW);
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void whatChangesSomethingIsNotOpenToEverybody(Endpoint endpoint) {
    if (endpoint.method() != Method.GET) {
      assertThat(endpoint.access()).isNotInstanceOf(Access.Open.class);
    }
    if (endpoint.route().parameters().contains("project")) {
      assertThat(endpoint.access()).isInstanceOf(Access.InProject.class);
    }
  }

  @Test
  @DisplayName("S-28, T-02 a project is created by administrators, and listed to who may view it")
  void projects() {
    viewers.client().post("/api/v1/projects", "{\"id\": \"mine\"}").problem(403, "denied");
    assertThat(viewers.client().get("/api/v1/projects").json().get("items")).hasSize(1);
    assertThat(strangers.client().get("/api/v1/projects").json().get("items")).isEmpty();
  }

  private static int status(RunningHost host, Endpoint endpoint) {
    return RawHttp.status(
        host.port(),
        endpoint.method().name(),
        EndpointWalk.path(endpoint),
        "Host: 127.0.0.1:" + host.port());
  }

  private static Reach viewOnly(Caller caller, Permission permission, ProjectId project) {
    if (permission != Permission.VIEW) {
      throw new SessionException.Denied("look, but do not touch");
    }
    return Reach.everything();
  }

  private static Reach nothing(Caller caller, Permission permission, ProjectId project) {
    throw new SessionException.Denied("who are you");
  }
}
