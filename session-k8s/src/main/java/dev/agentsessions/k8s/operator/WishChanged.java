package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AccessWish;
import dev.agentsessions.k8s.resource.AgenticSession;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Lets those changes of a session begin a pass that say something new of what is wanted: of its
 * spec, that it is to go, that its files are to be reached..
 */
final class WishChanged implements OnUpdateFilter<AgenticSession> {
  @Override
  public boolean accept(AgenticSession next, AgenticSession former) {
    return !Objects.equals(former.getMetadata().getGeneration(), next.getMetadata().getGeneration())
        || former.isMarkedForDeletion() != next.isMarkedForDeletion()
        || !AccessWish.of(former).equals(AccessWish.of(next));
  }
}
