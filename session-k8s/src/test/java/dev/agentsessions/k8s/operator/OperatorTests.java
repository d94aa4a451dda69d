package dev.agentsessions.k8s.operator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a namespace with an operator of its own; a class shares a cluster. */
abstract class OperatorTests {
  private static TestCluster cluster;

  OperatorBench bench;

  @BeforeAll
  static void openCluster() {
    cluster = TestCluster.open();
  }

  @AfterAll
  static void closeCluster() {
    cluster.close();
  }

  @BeforeEach
  void openBench() {
    bench = new OperatorBench(cluster);
    bench.start();
  }

  @AfterEach
  void closeBench() {
    bench.close();
  }
}
