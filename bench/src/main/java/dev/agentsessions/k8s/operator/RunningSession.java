package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Puts a session that runs into a cluster, with all that an operator and the cluster make of it.
 */
final class RunningSession {
  private static final int RUN = 1;

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final Instant now;
  private final AgenticSession session;

  private RunningSession(
      KubernetesClient client, OperatorConfig config, Instant now, AgenticSession session) {
    this.client = client;
    this.config = config;
    this.now = now;
    this.session = session;
  }

  static void make(KubernetesClient client, OperatorConfig config, Instant now, String name) {
    AgenticSession wanted = new AgenticSession();
    wanted.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(config.namespace())
            .withName(name)
            .withFinalizers(AgenticSession.FINALIZER)
            .build());
    wanted.setSpec(AgenticSessionSpec.DEFAULT);
    wanted.setStatus(null);
    new RunningSession(client, config, now, client.resource(wanted).create()).make();
  }

  private void make() {
    SessionObjects objects = new SessionObjects(session, config);
    Names names = Names.of(session);
    PersistentVolumeClaim claim = create(objects.claim());
    claim.setStatus(new PersistentVolumeClaimStatusBuilder().withPhase("Bound").build());
    ServiceAccount account = create(objects.account(RUN));
    var secret = create(TokenSecret.of(session, account, "token", "content-token", now));
    Job job = create(new SessionJob(session, config, RUN).using(names.claim(), List.of()));
    job.setStatus(new JobStatusBuilder().withActive(1).build());
    Pod pod = create(pod(job));
    pod.setStatus(running());
    var fixtures =
        new Observed.Fixtures(
            Optional.of(create(objects.role())),
            Optional.of(create(objects.binding())),
            Optional.of(create(objects.service())),
            Optional.of(create(SessionPolicy.of(session, config))));
    session.setStatus(
        AgenticSessionStatus.NONE.begun(
            0, now.toString(), names.tokens(), names.claim(), objects.serviceAddress()));
    Observed observed =
        new Observed(
            session,
            Optional.of(tell(claim)),
            Optional.of(account),
            List.of(secret),
            Optional.of(tell(job)),
            List.of(tell(pod)),
            Optional.empty(),
            Optional.empty(),
            fixtures);
    session.setStatus(
        session
            .getStatus()
            .seen(
                RunPhase.RUNNING,
                null,
                null,
                session.getMetadata().getGeneration(),
                Conditions.of(
                    observed, RunPhase.RUNNING, Optional.empty(), Optional.empty(), now)));
    tell(session);
  }

  private <T extends HasMetadata> T create(T object) {
    return client.resource(object).create();
  }

  private <T extends HasMetadata> T tell(T object) {
    return client.resource(object).updateStatus();
  }

  private static Pod pod(Job job) {
    return new PodBuilder()
        .withNewMetadataLike(job.getSpec().getTemplate().getMetadata())
        .withNamespace(job.getMetadata().getNamespace())
        .withName(job.getMetadata().getName() + "-abcde")
        .addNewOwnerReference()
        .withApiVersion(job.getApiVersion())
        .withKind(job.getKind())
        .withName(job.getMetadata().getName())
        .withUid(job.getMetadata().getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withSpec(job.getSpec().getTemplate().getSpec())
        .build();
  }

  private static PodStatus running() {
    return new PodStatusBuilder()
        .withPhase("Running")
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("True")
        .endCondition()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .withInitContainerStatuses(container(SessionJob.CONTENT))
        .withContainerStatuses(container(SessionJob.RUNNER))
        .build();
  }

  private static ContainerStatus container(String name) {
    return new ContainerStatusBuilder()
        .withName(name)
        .withImage("image")
        .withImageID("image")
        .withReady(true)
        .withRestartCount(0)
        .withState(new ContainerStateBuilder().withNewRunning().endRunning().build())
        .build();
  }
}
