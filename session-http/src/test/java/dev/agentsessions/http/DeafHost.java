package dev.agentsessions.http;

import static org.awaitility.Awaitility.await;

import dev.agentsessions.host.Host;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.HostWatch;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.session.SessionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host that keeps its lease and is asked in vain. */
final class DeafHost implements AutoCloseable {
  private static final long BEAT_EVERY_MILLIS = 300;

  /** What whoever calls it meets. */
  enum Manner {
    REFUSES,
    HANGS_UP,
    SAYS_NOTHING
  }

  private final HostId id;
  private final Hosts hosts;
  private final ServerSocket server;
  private final List<Socket> calls = new ArrayList<>(); // the answering thread's
  private final Thread answering;
  private final Thread beating;

  private DeafHost(HostId id, Hosts hosts, Manner manner) throws IOException {
    this.id = id;
    this.hosts = hosts;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    String address = "http://127.0.0.1:" + server.getLocalPort() + "/api/v1";
    if (manner == Manner.REFUSES) {
      server.close();
    }
    Host joined = hosts.join(id, new NodeId("node-1"), Optional.of(address));
    answering = Thread.ofVirtual().start(() -> answer(manner));
    beating = Thread.ofVirtual().start(() -> beat(joined));
  }

  /** One that has just become the owner of a session. */
  static DeafHost owning(RunningHost store, TerminalFixture terminal, Manner manner) {
    try {
      var id = new HostId(terminal.worker().session().value().substring(4));
      var deaf = new DeafHost(id, store.get(Hosts.class), manner);
      SessionStore sessions = store.get(SessionStore.class);
      deaf.hosts.takeOver(sessions.find(terminal.worker().session()).orElseThrow(), id);
      return deaf;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitKnownTo(RunningHost other) {
    await()
        .until(
            () -> other.get(HostWatch.class).living().stream().anyMatch(it -> it.id().equals(id)));
  }

  void beatsNoMore() {
    beating.interrupt();
  }

  private void beat(Host joined) {
    Host last = joined;
    try {
      while (true) {
        Thread.sleep(BEAT_EVERY_MILLIS);
        last = hosts.beat(last);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Manner manner) {
    try {
      while (true) {
        Socket call = server.accept();
        calls.add(call);
        if (manner == Manner.HANGS_UP) {
          call.close();
        }
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Override
  public void close() {
    beating.interrupt();
    try {
      server.close();
      answering.join();
      for (Socket call : calls) {
        call.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
