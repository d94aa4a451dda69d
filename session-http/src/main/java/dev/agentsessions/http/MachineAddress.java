package dev.agentsessions.http;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.Stream;

/** Where other machines find this one, as far as it can tell by itself. */
final class MachineAddress {
  private MachineAddress() {}

  /**
   * The first that its networks have, IPv4 before IPv6; a loopback one when there is no network.
   */
  static InetAddress find() {
    return all()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .or(() -> all().findFirst())
        .orElseGet(InetAddress::getLoopbackAddress);
  }

  private static Stream<InetAddress> all() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }
}
