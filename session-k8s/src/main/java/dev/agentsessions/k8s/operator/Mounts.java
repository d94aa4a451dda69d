package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.WorkspaceSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/** What all containers of a session see. */
final class Mounts {
  static final String WORKSPACE = WorkspaceSpec.DIRECTORY;

  /** Of the run, not of the session: programs keep their state in the workspace. */
  static final String HOME = "/home/session";

  /** A folder, not a file: a file that is mounted alone never changes. */
  static final String TOKENS = "/var/run/agentsessions";

  private Mounts() {}

  /**
   * @param claim that has the workspace
   * @param tokens the Secret that holds them
   */
  static List<Volume> volumes(String claim, String tokens) {
    return List.of(
        new VolumeBuilder()
            .withName("workspace")
            .withNewPersistentVolumeClaim()
            .withClaimName(claim)
            .endPersistentVolumeClaim()
            .build(),
        new VolumeBuilder().withName("home").withNewEmptyDir().endEmptyDir().build(),
        new VolumeBuilder()
            .withName("tokens")
            .withNewSecret()
            .withSecretName(tokens)
            .withDefaultMode(0440)
            .endSecret()
            .build());
  }

  static List<VolumeMount> mounts() {
    return List.of(
        mount("workspace", WORKSPACE, false),
        mount("home", HOME, false),
        mount("tokens", TOKENS, true));
  }

  private static VolumeMount mount(String volume, String path, boolean readOnly) {
    VolumeMountBuilder mount = new VolumeMountBuilder().withName(volume).withMountPath(path);
    return (readOnly ? mount.withReadOnly(true) : mount).build();
  }
}
