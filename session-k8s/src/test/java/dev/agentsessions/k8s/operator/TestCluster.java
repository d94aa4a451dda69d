package dev.agentsessions.k8s.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;

/** A cluster to test on: a mock with stand-ins, or with {@code -Dcluster} the one of KUBECONFIG. */
public interface TestCluster extends AutoCloseable {
  static TestCluster open() {
    return System.getProperty("cluster") == null ? new MockCluster() : new RealCluster();
  }

  /** Of the test itself. */
  KubernetesClient client();

  /** Of an operator, that tries nothing again by itself. */
  KubernetesClient client(Interceptor interceptor);

  /** A namespace that was not there before, with nothing in it. */
  String newNamespace();

  /** Removes a namespace with all that is in it. */
  void remove(String namespace);

  /** Decides what a cluster decides, or skips the test where none can be told. */
  Controllers controllers();

  /** Answers for the API server, or skips the test. */
  ApplyServer server();

  @Override
  void close();
}
