package dev.agentsessions.k8s.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests whose paths end so. */
public final class ApiReads implements Interceptor {
  private final AtomicInteger count = new AtomicInteger();
  private final String end;

  public ApiReads(String end) {
    this.end = end;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (request.uri().getPath().endsWith(end)) {
      count.incrementAndGet();
    }
  }

  public int count() {
    return count.get();
  }
}
