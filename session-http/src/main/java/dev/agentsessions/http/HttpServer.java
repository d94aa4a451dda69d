package dev.agentsessions.http;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.host.ApiAddress;
import dev.agentsessions.identity.CallerIdentity;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listens, and gives every request to the {@link FrontDoor}. Started and closed by its host. */
public final class HttpServer implements HostPart, ApiAddress {
  private static final Duration LAST_WORDS = Duration.ofMillis(700);
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final int RECEIVE_BUFFER = 64 << 10;

  private final SessionHttpConfig config;
  private final FrontDoor door;
  private final TerminalUpgrader upgrader;
  private final AllowedHosts hosts;
  private final Lifelines lifelines;
  private final CallerIdentity identity;
  private final CredentialWatch credentials;
  private volatile @Nullable WebServer server; // written by the starting thread

  @Inject
  HttpServer(
      SessionHttpConfig config,
      FrontDoor door,
      TerminalUpgrader upgrader,
      AllowedHosts hosts,
      Lifelines lifelines,
      CallerIdentity identity,
      CredentialWatch credentials) {
    this.config = requireNonNull(config, "config");
    this.door = requireNonNull(door, "door");
    this.upgrader = requireNonNull(upgrader, "upgrader");
    this.hosts = requireNonNull(hosts, "hosts");
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.identity = requireNonNull(identity, "identity");
    this.credentials = requireNonNull(credentials, "credentials");
  }

  /**
   * Listens.
   *
   * @throws PortTaken if somebody else does already
   * @throws IllegalStateException if others than this machine's users could come in without
   *     credentials
   */
  @Override
  public void start() {
    checkState(
        config.bind().isLoopbackAddress() || !identity.isOpen(),
        "bind must be a loopback address in single-user mode, not %s",
        config.bind().getHostAddress());
    var address = new InetSocketAddress(config.bind(), config.port());
    checkFree(address);
    WebServer starting = build();
    starting.start();
    // Helidon logs what went wrong and says nothing.
    if (!starting.isRunning()) {
      throw new PortTaken(address, null);
    }
    hosts.listeningOn(starting.port());
    lifelines.start();
    credentials.start();
    server = starting;
  }

  /** The port it listens on, also when the configuration left the choice open. */
  public int port() {
    return running().port();
  }

  /** Where a browser of this machine finds it. */
  public URI address() {
    return at(config.bind().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : config.bind());
  }

  @Override
  public Optional<URI> base() {
    return Optional.of(address().resolve(ProjectEndpoints.BASE));
  }

  @Override
  public Optional<URI> advertised() {
    URI server =
        config
            .advertised()
            .orElseGet(
                () -> config.bind().isAnyLocalAddress() ? at(MachineAddress.find()) : address());
    return Optional.of(server.resolve(ProjectEndpoints.BASE));
  }

  /** Ends every request, stream and socket, within 2 s. */
  @Override
  public void close() {
    credentials.close();
    try {
      lifelines.close(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running().stop();
  }

  private URI at(InetAddress address) {
    String host = address.getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
  }

  private WebServer running() {
    return requireNonNull(server, "not started");
  }

  private WebServer build() {
    Http1ConnectionSelector http =
        Http1ConnectionSelector.builder()
            .config(Http1Config.create())
            .addUpgrader(upgrader)
            .build();
    return WebServer.builder()
        .address(config.bind())
        .port(config.port())
        .protocolsDiscoverServices(false)
        .featuresDiscoverServices(false)
        .addConnectionSelector(http)
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        // Helidon's own choice of 4 KiB makes pasting slow.
        .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER)
        .directHandlers(ProtocolProblems.handlers())
        .routing(HttpRouting.builder().any(door))
        .shutdownGracePeriod(GRACE)
        .shutdownHook(false)
        .build();
  }

  private static void checkFree(InetSocketAddress address) {
    if (address.getPort() == 0) {
      return;
    }
    try (var probe = new ServerSocket()) {
      probe.bind(address);
    } catch (IOException e) {
      throw new PortTaken(address, e);
    }
  }
}
