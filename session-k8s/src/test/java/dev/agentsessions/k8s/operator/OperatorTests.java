package dev.agentsessions.k8s.operator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a namespace with an operator of its own; a class shares a cluster(). */
abstract class OperatorTests extends ClusterTests {
  OperatorBench bench;

  @BeforeEach
  void openBench() {
    bench = new OperatorBench(cluster());
    bench.start();
  }

  @AfterEach
  void closeBench() {
    bench.close();
  }
}
