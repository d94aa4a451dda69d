package dev.agentsessions.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A network between a store and its server that can fail, as a small proxy on this machine. */
final class NetworkPath implements AutoCloseable {
  private static final int BUFFER = 8192;
  private static final int LOWEST_PORT = 20_000;
  private static final int LOWEST_OUTGOING_PORT = 32_768; // Linux, unless told otherwise

  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition passes = lock.newCondition();
  private boolean swallows; // guarded by lock
  private volatile ServerSocket entry;
  private volatile CompletableFuture<Void> accepting;

  private NetworkPath(int target, ServerSocket entry) {
    this.target = target;
    this.entry = entry;
    this.accepting = accept(entry);
  }

  /** To a server of this machine. */
  static NetworkPath to(int port) throws IOException {
    return new NetworkPath(port, listenSomewhere());
  }

  /**
   * Below the ports that the system gives to who connects: while nobody listens, a client that
   * tries again and again would be given the very port it connects to, and keep it.
   */
  private static ServerSocket listenSomewhere() throws IOException {
    while (true) {
      try {
        return listen(ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_OUTGOING_PORT));
      } catch (BindException taken) {
        // another one then
      }
    }
  }

  /** What reaches the same database by this path. */
  String url(String direct) {
    return direct.replace(":" + target + "/", ":" + entry.getLocalPort() + "/");
  }

  /** Ends every connection; new ones are let through. */
  void cut() {
    open.forEach(NetworkPath::end);
    open.clear();
  }

  /** Ends every connection and refuses new ones, until {@link #mend}. */
  void refuse() throws IOException {
    entry.close();
    accepting.join(); // who waits in accept holds the port until it has left
    cut();
  }

  /** Nothing comes through any more and nobody is told, until {@link #mend}. */
  void swallow() {
    lock.lock();
    try {
      swallows = true;
    } finally {
      lock.unlock();
    }
  }

  /** All is well again; what was swallowed arrives late. */
  void mend() throws IOException {
    if (entry.isClosed()) {
      entry = listen(entry.getLocalPort());
      accepting = accept(entry);
    }
    letPass();
  }

  @Override
  public void close() throws IOException {
    refuse();
    letPass(); // who waits finds its socket closed
  }

  private void letPass() {
    lock.lock();
    try {
      swallows = false;
      passes.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private CompletableFuture<Void> accept(ServerSocket socket) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (true) {
              connect(socket.accept());
            }
          } catch (IOException e) {
            // refused or closed
          }
        },
        task -> Thread.ofVirtual().name("path-accept").start(task));
  }

  private void connect(Socket client) {
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.add(client);
      open.add(server);
      Thread.ofVirtual().name("path-there").start(() -> copy(client, server));
      Thread.ofVirtual().name("path-back").start(() -> copy(server, client));
    } catch (IOException e) {
      end(client);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      int length = from.getInputStream().read(buffer);
      while (length >= 0) {
        awaitPassage();
        to.getOutputStream().write(buffer, 0, length);
        length = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // one side has ended; so does the other
    } finally {
      end(from);
      end(to);
    }
  }

  private void awaitPassage() {
    lock.lock();
    try {
      while (swallows) {
        passes.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
