package dev.agentsessions.k8s.operator;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import jakarta.inject.Inject;

/** The operator, as a part of a host. */
final class OperatorPart implements HostPart {
  private final SessionOperator operator;

  @Inject
  OperatorPart(SessionOperator operator) {
    this.operator = requireNonNull(operator, "operator");
  }

  /** Returns at once: the cluster may be away. */
  @Override
  public void start() {
    operator.startWhenReached();
  }

  @Override
  public void close() {
    operator.close();
  }
}
