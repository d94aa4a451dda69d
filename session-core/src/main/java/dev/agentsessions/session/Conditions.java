package dev.agentsessions.session;

import dev.agentsessions.session.Condition.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A session's conditions, one of a type, in the order they first appeared. */
public record Conditions(List<Condition> list) {
  public static final Conditions NONE = new Conditions(List.of());

  public Conditions {
    list = List.copyOf(list);
  }

  public Optional<Condition> find(String type) {
    return list.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  public boolean isTrue(String type) {
    return find(type).filter(condition -> condition.status() == Status.TRUE).isPresent();
  }

  /**
   * These with one set. Its transition time moves only when its status does; its observed
   * generation only when it is true.
   *
   * @param generation of the spec that was observed
   */
  public Conditions with(
      String type, Status status, Reason reason, String message, Instant at, long generation) {
    Optional<Condition> old = find(type);
    Instant since =
        old.filter(condition -> condition.status() == status)
            .map(Condition::lastTransitionTime)
            .orElse(at);
    long observed =
        status == Status.TRUE ? generation : old.map(Condition::observedGeneration).orElse(0L);
    var next = new Condition(type, status, reason, message, since, observed);
    if (old.isEmpty()) {
      return new Conditions(Stream.concat(list.stream(), Stream.of(next)).toList());
    }
    var replaced = new ArrayList<>(list);
    replaced.replaceAll(condition -> condition.type().equals(type) ? next : condition);
    return new Conditions(replaced);
  }

  /** These without one. */
  public Conditions without(String type) {
    return new Conditions(
        list.stream().filter(condition -> !condition.type().equals(type)).toList());
  }
}
