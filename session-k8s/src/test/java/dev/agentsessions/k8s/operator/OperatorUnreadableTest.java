package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Beside a session that no operator of this version can read. A real cluster keeps none. */
final class OperatorUnreadableTest extends OperatorTests {
  private static final List<String> GOOD =
      IntStream.rangeClosed(1, 10).mapToObj(number -> "good-" + number).toList();

  @BeforeEach
  void needsAMock() {
    bench.cluster().server();
  }

  @Test
  @DisplayName("K-01 one session that cannot be read keeps no other from being listed and run")
  void oneOfAList() {
    bench.stop();
    bench.create("odd");
    bench.set("odd", "run", "many");
    GOOD.forEach(bench::create);

    bench.start();

    GOOD.forEach(name -> bench.awaitPhase(name, RUNNING));
    assertThat(bench.objects(bench.get("odd"))).isEmpty();
    bench.await(() -> events().stream().anyMatch(this::isOfTheOdd));
  }

  @Test
  @DisplayName("K-01 a session that is changed to what cannot be read ends no watch")
  void oneOfAWatch() {
    GOOD.forEach(bench::create);
    bench.create("odd");
    bench.awaitPhase("odd", RUNNING);
    GOOD.forEach(name -> bench.awaitPhase(name, RUNNING));
    String sessions = "/namespaces/" + bench.namespace() + "/agenticsessions?";
    long watches = bench.cluster().server().begun(sessions);

    bench.set("odd", "run", "many");
    GOOD.forEach(name -> bench.set(name, "desired", "Stopped"));

    GOOD.forEach(name -> bench.awaitPhase(name, STOPPED));
    bench.await(() -> events().stream().anyMatch(this::isOfTheOdd));
    assertThat(bench.cluster().server().begun(sessions)).isEqualTo(watches);
    assertThat(bench.status("odd").phase()).isEqualTo(RUNNING);

    bench.set("odd", "run", "0");
    bench.set("odd", "desired", "Stopped");
    bench.awaitPhase("odd", STOPPED);
  }

  @Test
  @DisplayName("K-01 a session that cannot be read is deleted like any other")
  void oneThatIsDeleted() {
    bench.create("odd");
    bench.awaitPhase("odd", RUNNING);
    bench.set("odd", "run", "many");
    bench.await(() -> events().stream().anyMatch(this::isOfTheOdd));

    bench.delete("odd");

    bench.awaitGone("odd");
  }

  private List<Event> events() {
    return bench.client().v1().events().inNamespace(bench.namespace()).list().getItems();
  }

  private boolean isOfTheOdd(Event event) {
    return event.getReason().equals("NotUnderstood")
        && event.getInvolvedObject().getName().equals("odd");
  }
}
