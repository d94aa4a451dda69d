package dev.agentsessions.k8s.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts what an operator writes, and ends it after so many writes: no later request gets out, as
 * if its process had been killed. The lease is not counted, nor what only asks.
 */
public final class ApiWrites implements Interceptor {
  private final List<String> made = new CopyOnWriteArrayList<>();
  private volatile int most = Integer.MAX_VALUE;

  /** Lets so many writes out from now on. */
  public void killAfter(int writes) {
    most = made.size() + writes;
  }

  /** As if its process had only been stopped, and goes on. */
  public void revive() {
    most = Integer.MAX_VALUE;
  }

  public boolean isDead() {
    return made.size() >= most;
  }

  public int count() {
    return made.size();
  }

  /** Method and path of each write. */
  public List<String> made() {
    return List.copyOf(made);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    boolean write =
        !request.method().equals("GET")
            && !request.uri().getPath().contains("/leases")
            && !request.uri().getPath().contains("/selfsubject")
            && !request.uri().getPath().contains("/tokenreviews");
    synchronized (this) {
      if (isDead()) {
        throw new IllegalStateException("the operator was killed after " + most + " writes");
      }
      if (write) {
        made.add(request.method() + " " + request.uri().getPath());
      }
    }
  }
}
