package dev.agentsessions.k8s.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what an operator writes, and ends it after so many writes: no later request gets out, as
 * if its process had been killed; or stops it there, with a write under way, until it is resumed.
 * The lease is not counted, nor what only asks.
 */
public final class ApiWrites implements Interceptor {
  private final List<String> made = new CopyOnWriteArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final CountDownLatch resumed = new CountDownLatch(1);
  private volatile int most = Integer.MAX_VALUE;
  private int free = Integer.MAX_VALUE; // guarded by this
  private volatile boolean paused; // written by holders of this

  /** Lets so many writes out from now on. */
  public void killAfter(int writes) {
    most = made.size() + writes;
  }

  /** As if its process had only been stopped, and goes on; or the cluster had been away. */
  public void revive() {
    most = Integer.MAX_VALUE;
  }

  public boolean isDead() {
    return made.size() >= most;
  }

  /** Requests that did not get out. */
  int failed() {
    return failed.get();
  }

  /** Holds the write that comes after so many more, and all requests from then on. */
  synchronized void pauseAfter(int writes) {
    free = made.size() + writes;
  }

  boolean isPaused() {
    return paused;
  }

  /** What was held goes out. Once. */
  synchronized void resume() {
    free = Integer.MAX_VALUE;
    paused = false;
    resumed.countDown();
  }

  public int count() {
    return made.size();
  }

  /** Method and path of each write. */
  public List<String> made() {
    return List.copyOf(made);
  }

  /** How many writes the cluster has answered, in whatever way. */
  int answered() {
    return answered.get();
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    boolean write = isWrite(request);
    if (isHeld(write)) {
      awaitResumed();
    }
    synchronized (this) {
      if (isDead()) {
        failed.incrementAndGet();
        throw new IllegalStateException("the operator was killed after " + most + " writes");
      }
      if (write) {
        made.add(request.method() + " " + request.uri().getPath());
      }
    }
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (isWrite(request)) {
      answered.incrementAndGet();
    }
  }

  private static boolean isWrite(HttpRequest request) {
    return !request.method().equals("GET")
        && !request.uri().getPath().contains("/leases")
        && !request.uri().getPath().contains("/selfsubject")
        && !request.uri().getPath().contains("/tokenreviews");
  }

  private synchronized boolean isHeld(boolean write) {
    if (write && made.size() >= free) {
      paused = true;
    }
    return paused;
  }

  private void awaitResumed() {
    try {
      resumed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("closed while it was paused", e);
    }
  }
}
