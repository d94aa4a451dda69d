package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.DiskLogsConfig;
import dev.agentsessions.pty.log.EpochWriter;
import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One half of an experiment: owns a terminal, appends what it prints to the log, and tells the
 * process at the other end of a socket how far the log is, once for each time it was asked.
 * Arguments: a data directory, then the program to run for each connection.
 */
public final class Owner {
  private static final byte WATCH = 'W'; // then the offset up to which all is known; else a key

  private final EventLoop loop;
  private final EpochWriter log;
  private final Spawned process;
  private final SocketChannel viewer;
  private final Interest printing;
  private final ReentrantLock lock = new ReentrantLock();
  private final ByteBuffer advanced = ByteBuffer.allocateDirect(Long.BYTES); // by lock
  private long watched = -1; // by lock

  private Owner(EventLoop loop, EpochWriter log, Spawned process, SocketChannel viewer)
      throws SystemCallException {
    this.loop = loop;
    this.log = log;
    this.process = process;
    this.viewer = viewer;
    this.printing = loop.interest(process.pty().master(), events -> drain());
    printing.in(Epoll.IN, true);
  }

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    List<String> command = List.of(arguments).subList(1, arguments.length);
    DiskLogs logs = new DiskLogs(DiskLogsConfig.at(data), InstantSource.system(), System::nanoTime);
    EventLoop loop = EventLoop.start();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(data.resolve("s")));
      System.out.println("ready");
      for (int number = 1; ; number++) {
        try (SocketChannel viewer = server.accept()) {
          serve(loop, logs, new WorkerKey("experiment", "terminal-" + number), command, viewer);
        }
      }
    }
  }

  private static void serve(
      EventLoop loop, DiskLogs logs, WorkerKey worker, List<String> command, SocketChannel viewer)
      throws IOException {
    TerminalSize size = new TerminalSize(80, 24);
    SpawnSpec spec = new SpawnSpec(worker, 1, command, System.getenv(), Path.of("/"), size);
    try (EpochWriter log = logs.append(worker, 1)) {
      Spawned process = Spawned.spawn(spec, command.getFirst());
      Owner owner = loop.call(() -> new Owner(loop, log, process, viewer));
      owner.obey();
      loop.run(() -> loop.forget(owner.printing));
      process.pty().close();
      process.child().kill();
      process.end().close();
    }
  }

  /** On the loop's thread. */
  private void drain() {
    try {
      DrainBuffer.Drained drained = loop.buffer().drain(process.pty());
      if (drained.bytes().hasRemaining()) {
        log.append(drained.bytes());
        tell();
      }
      if (drained.over()) {
        printing.none();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void obey() throws IOException {
    ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    while (viewer.read(in) >= 0) {
      in.flip();
      while (in.remaining() > Long.BYTES) {
        byte request = in.get();
        long detail = in.getLong();
        if (request == WATCH) {
          watch(detail);
        } else {
          process.pty().write(new byte[] {(byte) detail}, 0, 1);
        }
      }
      in.compact();
    }
  }

  private void watch(long from) throws IOException {
    lock.lock();
    try {
      watched = from;
      tell();
    } finally {
      lock.unlock();
    }
  }

  private void tell() throws IOException {
    lock.lock();
    try {
      long end = log.log().bounds().end();
      if (watched >= 0 && end > watched) {
        watched = -1;
        viewer.write(advanced.clear().putLong(end).flip());
      }
    } finally {
      lock.unlock();
    }
  }
}
