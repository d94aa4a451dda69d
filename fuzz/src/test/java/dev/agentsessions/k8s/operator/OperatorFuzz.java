package dev.agentsessions.k8s.operator;

import static dev.agentsessions.fuzz.Fuzz.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.ResourceFuzz;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the operator makes of resources, Jobs, pods and Secrets. */
public final class OperatorFuzz {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final OperatorConfig CONFIG =
      OperatorConfig.of(
          "agent-sessions",
          ApiConfig.at(URI.create("https://sessions.example/api/v1")),
          ContentConfig.of("content:1"),
          RunnerConfig.of("runner:1"));

  /** What a cluster takes as the name of a resource. */
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z]*");
  private static final int LONGEST = 253;
  private static final int OF_A_POD = 6;

  private OperatorFuzz() {}

  public static void name(String text) {
    if (text.length() > LONGEST || !SUBDOMAIN.matcher(text).matches()) {
      return;
    }
    Names names = Names.of(named(text));
    List<String> all =
        List.of(names.job() + "x".repeat(OF_A_POD), names.tokens(), names.copyOf("s"));
    all.forEach(name -> check(LABEL.matcher(name).matches(), "no name", name));
    check(!Names.of(named(text + "0")).equals(names), "that of another", names);
  }

  private static AgenticSession named(String name) {
    AgenticSession session = new AgenticSession();
    session.setMetadata(new ObjectMetaBuilder().withName(name).build());
    return session;
  }

  public static void session(byte[] input) {
    ResourceFuzz.session(input).ifPresent(OperatorFuzz::session);
  }

  private static void session(AgenticSession session) {
    String hash = SpecHash.of(session.getSpec());
    check(SpecHash.of(ResourceFuzz.again(session.getSpec())).equals(hash), "another", hash);
    Job job = new SessionJob(session, CONFIG, 1).using("files", List.of());
    List<EnvVar> variables =
        job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv();
    var names = new HashSet<String>();
    variables.forEach(one -> check(names.add(one.getName()), "set twice", one));
    check(variables.contains(new EnvVar("SESSION_ID", "demo", null)), "shadowed", variables);
    check(!(Rest.isOwed(session) && session.getStatus().phase().isLive()), "owed", session);
    look(session, List.of(), Optional.empty(), List.of());
  }

  /** A Job, its pod, and a Secret that says that it is the session's. */
  public static void run(byte[] input) {
    Job job;
    Pod pod;
    Secret secret;
    try {
      JsonNode tree = ResourceFuzz.JSON.readTree(input);
      job = read(tree.path("job"), Job.class);
      pod = read(tree.path("pod"), Pod.class);
      secret = read(tree.path("secret"), Secret.class);
    } catch (IOException refused) {
      return;
    }
    AgenticSession session = named("demo");
    session.getMetadata().setUid("uid-of-demo");
    for (boolean stopping : new boolean[] {false, true}) {
      new Verdict(job, List.of(pod), stopping)
          .ending()
          .ifPresent(
              end -> {
                check(end.phase().isResting(), "goes on", end);
                check(REASON.matcher(end.reason()).matches(), "no reason", end);
                check(!end.message().isBlank(), "without a word", end);
              });
    }
    var _ = Marks.runs(session, pod) || Marks.owns(session, job);
    var _ = TokenSecret.isOld(secret, Duration.ofMinutes(45), NOW);
    var _ = TokenSecret.contentToken(secret);
    look(session, List.of(secret), Optional.of(job), List.of(pod));
  }

  private static <T extends HasMetadata> T read(JsonNode tree, Class<T> type) throws IOException {
    T read = ResourceFuzz.JSON.treeToValue(tree.isObject() ? tree : empty(), type);
    var meta = read.getMetadata() == null ? new ObjectMetaBuilder() : named(read);
    read.setMetadata(meta.withNamespace("team").withName("as-demo").withUid("uid").build());
    return read;
  }

  private static ObjectMetaBuilder named(HasMetadata read) {
    return new ObjectMetaBuilder(read.getMetadata());
  }

  private static JsonNode empty() {
    return ResourceFuzz.JSON.createObjectNode();
  }

  private static void look(
      AgenticSession session, List<Secret> secrets, Optional<Job> job, List<Pod> pods) {
    var observed =
        new Observed(
            session,
            Optional.empty(),
            Optional.empty(),
            secrets,
            job,
            pods,
            Optional.empty(),
            Optional.empty(),
            Observed.Fixtures.NONE);
    var conditions =
        Conditions.of(
            observed, session.getStatus().phase(), Optional.empty(), Optional.empty(), NOW);
    conditions.forEach(one -> check(one.getStatus() != null, "says nothing", one));
    AgenticSessionStatus before = session.getStatus();
    AgenticSessionStatus after = before.seen(before.phase(), null, null, null, conditions);
    check(!News.isWorthTelling(after, after), "new", after);
    check(News.isWorthTelling(before, after) || before.reason() == null, "old", after);
  }
}
