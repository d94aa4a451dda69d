package dev.agentsessions.k8s.operator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The tests of a class share a cluster; each has a namespace of its own there. */
public abstract class ClusterTests {
  private static TestCluster cluster;

  @BeforeAll
  protected static void openCluster() {
    cluster = TestCluster.open();
  }

  @AfterAll
  protected static void closeCluster() {
    cluster.close();
  }

  protected static TestCluster cluster() {
    return cluster;
  }
}
