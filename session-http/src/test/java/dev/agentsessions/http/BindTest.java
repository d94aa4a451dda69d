package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindTest {
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
  @DisplayName("T-01 where nobody needs a credential, a server listens on loopback or not at all")
  void aServerOfOneUserListensOnLoopback(String address) throws UnknownHostException {
    RunningHost host = RunningHost.boundTo(InetAddress.getByName(address));

    assertThatThrownBy(host::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("loopback");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:80", "192.0.2.1:8787", "[2001:db8::1]:8787", "[::1]:8787"})
  @DisplayName("T-04 a server that listens everywhere is called by any number, and no other name")
  void whoListensEverywhereIsCalledByNumbers(String host) throws UnknownHostException {
    var everywhere = new AllowedHosts(bound("0.0.0.0"));

    assertThat(everywhere.contains(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org:8787", "1.2.3.4.example.org", "", "[::1]:8787.evil", "a"})
  @DisplayName("T-04 nor is it called by a name that somebody made point to it")
  void itIsCalledByNoOtherName(String host) throws UnknownHostException {
    assertThat(new AllowedHosts(bound("0.0.0.0")).contains(host)).isFalse();
    assertThat(new AllowedHosts(bound("192.0.2.1")).contains(host)).isFalse();
  }

  @Test
  @DisplayName("T-04 a server on one address is called by that one")
  void aServerOnOneAddress() throws UnknownHostException {
    var one = new AllowedHosts(bound("192.0.2.1"));

    assertThat(one.contains("192.0.2.1:8787")).isTrue();
    assertThat(one.contains("192.0.2.2:8787")).isFalse();
  }

  @Test
  @DisplayName("P-07 other hosts reach a server at the address that it tells them, by that name")
  void aServerIsReachedWhereItSays() throws UnknownHostException {
    URI address = SessionHttpConfig.server("https://One.example.org");
    var told =
        new SessionHttpConfig(
            InetAddress.getByName("192.0.2.1"), 8787, Set.of(), Optional.of(address));

    assertThat(new AllowedHosts(told).contains("one.example.org")).isTrue();
    assertThat(new AllowedHosts(told).contains("two.example.org")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "one",
        "ftp://one",
        "http://",
        "http://one/api",
        "http://u@one",
        "http://one?a"
      })
  void whatIsNoServersAddressIsRefused(String address) {
    assertThatThrownBy(() -> SessionHttpConfig.server(address))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("P-07 a server that listens everywhere tells others an address that answers")
  void aServerThatListensEverywhereIsFound() throws IOException {
    try (var server = new ServerSocket(0, 1, MachineAddress.find());
        var client = new Socket(MachineAddress.find(), server.getLocalPort())) {
      assertThat(client.isConnected()).isTrue();
    }
  }

  private static SessionHttpConfig bound(String address) throws UnknownHostException {
    return new SessionHttpConfig(InetAddress.getByName(address), 8787);
  }
}
