package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentsessions.k8s.resource.AccessWish;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills the operator after each single write of a life, and lets another go on. */
final class OperatorKillTest extends OperatorTests {
  private static final List<String> VOLATILE =
      List.of(
          "uid",
          "resourceVersion",
          "volumeName",
          "generation",
          "creationTimestamp",
          "managedFields",
          "lastTransitionTime",
          "startedAt",
          "finishedAt",
          "firstTimestamp",
          "lastTimestamp",
          "token",
          "content-token",
          Marks.REFRESHED,
          Marks.ACCOUNT,
          AccessWish.UNTIL);

  /** A part of a session's life: what was before it, what begins it, and when it is over. */
  enum Part {
    CREATE {
      @Override
      void before(OperatorBench bench) {}

      @Override
      void begin(OperatorBench bench) {
        bench.create("demo", "{secrets: [mine], initialPrompt: Begin.}");
      }

      @Override
      boolean isOver(OperatorBench bench) {
        return bench.status("demo").phase() == RUNNING;
      }
    },
    STOP {
      @Override
      void before(OperatorBench bench) {
        CREATE.begin(bench);
        bench.awaitPhase("demo", RUNNING);
      }

      @Override
      void begin(OperatorBench bench) {
        bench.set("demo", "desired", "Stopped");
      }

      @Override
      boolean isOver(OperatorBench bench) {
        return bench.status("demo").phase() == STOPPED;
      }
    },
    RESTART {
      @Override
      void before(OperatorBench bench) {
        STOP.before(bench);
        STOP.begin(bench);
        bench.awaitPhase("demo", STOPPED);
      }

      @Override
      void begin(OperatorBench bench) {
        bench.set("demo", "desired", "Running");
      }

      @Override
      boolean isOver(OperatorBench bench) {
        AgenticSessionStatus status = bench.status("demo");
        return status.phase() == RUNNING && status.restartCount() == 1;
      }
    },
    FAIL {
      @Override
      void before(OperatorBench bench) {
        STOP.before(bench);
      }

      @Override
      void begin(OperatorBench bench) {
        bench.set("demo", "agent", "codex");
      }

      @Override
      boolean isOver(OperatorBench bench) {
        return bench.status("demo").phase().isResting()
            && bench.everything().stream()
                .noneMatch(
                    one ->
                        one.startsWith("Job/")
                            || one.startsWith("Secret/as-")
                            || one.startsWith("ServiceAccount/as-"));
      }
    },
    ACCESS {
      @Override
      void before(OperatorBench bench) {
        RESTART.before(bench);
      }

      @Override
      void begin(OperatorBench bench) {
        bench.access("demo", Duration.ofMinutes(10));
      }

      @Override
      boolean isOver(OperatorBench bench) {
        return bench
            .condition("demo", Conditions.CONTENT_ACCESS)
            .filter(condition -> condition.getStatus().equals("True"))
            .isPresent();
      }
    },
    ACCESS_ENDS {
      @Override
      void before(OperatorBench bench) {
        ACCESS.before(bench);
        ACCESS.begin(bench);
        bench.await(() -> ACCESS.isOver(bench));
      }

      @Override
      void begin(OperatorBench bench) {
        bench.pass(Duration.ofMinutes(11));
        bench.lookAtDue();
      }

      @Override
      boolean isOver(OperatorBench bench) {
        return bench.everything().stream().noneMatch(one -> one.endsWith("-access"));
      }
    },
    START_WHILE_ACCESSED {
      @Override
      void before(OperatorBench bench) {
        ACCESS_ENDS.before(bench);
      }

      @Override
      void begin(OperatorBench bench) {
        RESTART.begin(bench);
      }

      @Override
      boolean isOver(OperatorBench bench) {
        return RESTART.isOver(bench) && ACCESS_ENDS.isOver(bench);
      }
    },
    DELETE_WHILE_ACCESSED {
      @Override
      void before(OperatorBench bench) {
        ACCESS_ENDS.before(bench);
      }

      @Override
      void begin(OperatorBench bench) {
        DELETE.begin(bench);
      }

      @Override
      boolean isOver(OperatorBench bench) {
        return DELETE.isOver(bench);
      }
    },
    DELETE {
      @Override
      void before(OperatorBench bench) {
        STOP.before(bench);
      }

      @Override
      void begin(OperatorBench bench) {
        bench.delete("demo");
      }

      @Override
      boolean isOver(OperatorBench bench) {
        return bench.find("demo").isEmpty()
            && bench.everything().equals(List.of("Secret/mine", "Secret/others"));
      }
    };

    abstract void before(OperatorBench bench);

    abstract void begin(OperatorBench bench);

    abstract boolean isOver(OperatorBench bench);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("K-09 an operator that is killed after any write leaves what another completes")
  void aKilledOperatorIsMadeUpFor(Part part) {
    prepare(bench, part);
    int before = bench.writes().count();
    part.begin(bench);
    bench.await(() -> part.isOver(bench));
    List<String> undisturbed = world(bench);
    int writes = bench.writes().count() - before;

    for (int kill = 1; kill <= writes; kill++) {
      try (OperatorBench killed = new OperatorBench(bench.cluster())) {
        killed.start();
        prepare(killed, part);

        kill(killed, part, kill);

        assertThat(world(killed))
            .as("killed after write %s of %s to %s", kill, writes, part)
            .isEqualTo(undisturbed);
      }
    }
    System.out.println("killed after each of " + writes + " writes: " + part);
  }

  private static void prepare(OperatorBench bench, Part part) {
    bench.secret("others", Map.of("a", "b"));
    bench.secret("mine", Map.of("API_KEY", "secret"));
    part.before(bench);
  }

  /** Kills the operator in the middle of a part, and has another one complete it. */
  private static void kill(OperatorBench bench, Part part, int writes) {
    bench.writes().killAfter(writes);
    part.begin(bench);
    bench.await(() -> bench.writes().isDead() || part.isOver(bench));
    if (bench.writes().isDead()) {
      bench.stop();
      bench.start();
      bench.await(
          () -> {
            // The mock, unlike a cluster, does not tell what goes between a list and its watch.
            bench.operator().lookAtDue();
            return part.isOver(bench);
          });
    }
  }

  /** What there is, all that is never the same left out. */
  private static List<String> world(OperatorBench bench) {
    return Stream.concat(bench.find("demo").stream(), Kinds.in(bench.namespace(), bench.client()))
        .map(object -> told(object, bench.namespace()))
        .sorted()
        .toList();
  }

  private static String told(HasMetadata object, String namespace) {
    try {
      JsonNode tree = new ObjectMapper().readTree(Serialization.asJson(object));
      forget(tree);
      return object.getKind()
          + " "
          + tree.toString().replace(namespace, "NAMESPACE").replaceAll("as-demo-\\d+", "POD");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void forget(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      object.remove(VOLATILE);
    }
    tree.forEach(OperatorKillTest::forget);
  }
}
