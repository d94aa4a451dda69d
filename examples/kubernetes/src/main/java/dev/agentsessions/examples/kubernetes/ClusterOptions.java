package dev.agentsessions.examples.kubernetes;

import dev.agentsessions.examples.program.Arguments;
import dev.agentsessions.examples.program.Refusal;
import dev.agentsessions.examples.program.Words;
import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the command line that says which cluster, and as whom. Without it: that of the pod in
 * which this program runs, or else what {@code kubectl} would take.
 *
 * @param kubeconfig an absolute path
 */
record ClusterOptions(Optional<Path> kubeconfig, Optional<String> context) {
  private static final String KUBECONFIG = "--kubeconfig";
  private static final String CONTEXT = "--context";

  static final Set<String> NAMES = Set.of(KUBECONFIG, CONTEXT);

  static ClusterOptions of(Arguments arguments) {
    return new ClusterOptions(
        arguments.getAll(KUBECONFIG, Words::file).stream().findFirst(),
        arguments.getAll(CONTEXT, text -> text).stream().findFirst());
  }

  /**
   * @throws Refusal if there is no such cluster; whether it answers is not asked
   */
  Config cluster() {
    Config cluster = kubeconfig.map(this::read).orElseGet(() -> Config.autoConfigure(named()));
    if (kubeconfig.isPresent() || !isInPod()) {
      check(cluster);
    }
    return cluster;
  }

  private Config read(Path file) {
    try {
      return Config.fromKubeconfig(named(), file.toFile());
    } catch (RuntimeException e) {
      String why = e.toString().lines().findFirst().orElseThrow();
      throw new Refusal("cannot use the kubeconfig " + file + ": " + why, e);
    }
  }

  private void check(Config cluster) {
    if (cluster.getCurrentContext() == null) {
      throw new Refusal(
          List.of(
              "no cluster%s: %s"
                  .formatted(
                      context.map(name -> " in the context " + name).orElse(""),
                      kubeconfig
                          .map(file -> "look for current-context in " + file)
                          .orElse("set KUBECONFIG, or name a file with --kubeconfig"))));
    }
  }

  private static boolean isInPod() {
    return Files.exists(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH));
  }

  private @Nullable String named() {
    return context.orElse(null);
  }
}
