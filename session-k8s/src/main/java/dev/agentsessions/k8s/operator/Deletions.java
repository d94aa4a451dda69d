package dev.agentsessions.k8s.operator;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;

/**
 * Which objects were asked to go. The watch tells of it later, and until then a pass would ask
 * again; an operator that has forgotten asks twice. Safe for many threads.
 */
final class Deletions {
  private static final int MOST = 10_000;

  private final Cache<String, Boolean> asked =
      CacheBuilder.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(MOST).build();

  /** Whether nobody asked before; from now on somebody has. */
  boolean isFirst(HasMetadata object) {
    return asked.asMap().putIfAbsent(object.getMetadata().getUid(), true) == null;
  }

  /** It was not asked after all. */
  void forget(HasMetadata object) {
    asked.invalidate(object.getMetadata().getUid());
  }
}
