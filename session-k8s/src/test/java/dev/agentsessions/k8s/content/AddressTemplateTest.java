package dev.agentsessions.k8s.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.worker.Endpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTemplateTest {
  private static Endpoint told(String address) {
    return new Endpoint(address, "/workspace");
  }

  @ParameterizedTest
  @CsvSource({
    "http://{service}.{namespace}.svc:{port}, http://as-demo.team.svc:8788",
    "https://{service}.{namespace}.example.org, https://as-demo.team.example.org",
    "https://{service}-{namespace}.example.org:8443, https://as-demo-team.example.org:8443",
  })
  @DisplayName("K-08 a host finds a pod by names that are made of what the operator tells")
  void anAddressIsMadeOfNames(String template, String address) {
    assertThat(new AddressTemplate(template).of(told("as-demo.team.svc:8788")))
        .hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        ".team.svc:8788",
        "as-demo.team.svc",
        "as-demo.team.svc:8788/path",
        "me@as-demo.team.svc:8788",
        "127.0.0.1:8788",
        "as_demo.team.svc:8788",
      })
  @DisplayName("K-08 what no operator tells is no address, least of all one of this machine")
  void whatNoOperatorTells(String address) {
    assertThatThrownBy(() -> ContentAddress.IN_CLUSTER.of(told(address)))
        .isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://gateway.example.org",
        "ftp://{service}.example.org",
        "https://{service}.example.org/pods",
        "https://me@{service}.example.org",
        "https://{service}.{cluster}.example.org",
      })
  void whatIsNoTemplateIsRefused(String template) {
    assertThatThrownBy(() -> new AddressTemplate(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://{service}.{namespace}.example.org");
  }
}
