package dev.agentsessions.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.agentsessions.operation.Pipeline.Step;
import dev.agentsessions.session.SessionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final Pipeline<List<String>> THREE =
      Pipeline.<List<String>>named("greet")
          .then("one", done -> done.add("one"))
          .then("two", done -> done.add("two"))
          .then("three", done -> done.add("three"));

  private final List<String> recorded = new ArrayList<>();

  @Test
  @DisplayName("X-01 steps run in their order over one context, which is the answer")
  void stepsRunInTheirOrder() {
    List<String> context = new ArrayList<>();

    List<String> answer = THREE.run(context, StepRecorder.NONE);

    assertThat(answer).isSameAs(context).containsExactly("one", "two", "three");
  }

  @Test
  @DisplayName("X-01 no steps succeed")
  void noStepsSucceed() {
    List<String> context = new ArrayList<>();

    assertThat(Pipeline.<List<String>>named("empty").run(context, this::begin)).isSameAs(context);

    assertThat(recorded).isEmpty();
  }

  @Test
  @DisplayName("X-01 the first error stops it, names the step and keeps type and cause")
  void theFirstErrorStopsIt() {
    var cause = new IllegalStateException("broken pipe");
    var error = new SessionException.Unavailable("the store is away", cause);
    List<String> done = new ArrayList<>();

    Throwable thrown =
        catchThrowable(() -> THREE.replacing(failing("two", error)).run(done, StepRecorder.NONE));

    assertThat(thrown).isSameAs(error).hasCause(cause);
    assertThat(thrown.getSuppressed())
        .singleElement()
        .isInstanceOfSatisfying(
            StepFailed.class,
            failed -> {
              assertThat(failed.pipeline()).isEqualTo("greet");
              assertThat(failed.step()).isEqualTo("two");
              assertThat(failed).hasMessage("in step two of greet");
            });
    assertThat(done).containsExactly("one");
  }

  @Test
  @DisplayName("X-01 an Error stops it likewise")
  void anErrorStopsItLikewise() {
    var error = new StackOverflowError();

    Throwable thrown =
        catchThrowable(
            () ->
                THREE
                    .replacing(new Step<>("one", done -> throwError(error)))
                    .run(new ArrayList<>(), this::begin));

    assertThat(thrown).isSameAs(error);
    assertThat(thrown.getSuppressed()).hasOnlyElementsOfType(StepFailed.class).hasSize(1);
    assertThat(recorded).containsExactly("begin one", "failed one", "close one");
  }

  @Test
  @DisplayName("X-01 each step's outcome is recorded, and its end right when it ends")
  void eachStepIsRecorded() {
    Pipeline<List<String>> failing =
        THREE.replacing(failing("two", new IllegalArgumentException("no")));

    assertThatThrownBy(() -> failing.run(recorded, this::begin))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(recorded)
        .containsExactly("begin one", "one", "close one", "begin two", "failed two", "close two");
  }

  @Test
  @DisplayName("X-01 a step can be put before another, after another and in place of one")
  void stepsCanBeAddedAndReplaced() {
    Pipeline<List<String>> edited =
        THREE
            .before("one", adding("zero"))
            .after("three", adding("four"))
            .after("one", adding("one and a half"))
            .replacing(new Step<>("two", done -> done.add("TWO")));

    assertThat(edited.run(new ArrayList<>(), StepRecorder.NONE))
        .containsExactly("zero", "one", "one and a half", "TWO", "three", "four");
    assertThat(edited.name()).isEqualTo("greet");
  }

  @Test
  @DisplayName("X-01 steps can be put in another order")
  void stepsCanBeReordered() {
    var reversed = new Pipeline<>("greet", THREE.steps().reversed());

    assertThat(reversed.run(new ArrayList<>(), StepRecorder.NONE))
        .containsExactly("three", "two", "one");
  }

  @Test
  @DisplayName("X-01 editing answers another pipeline and leaves the first as it was")
  void aPipelineIsAValue() {
    THREE.then("four", done -> done.add("four"));
    THREE.before("one", adding("zero"));

    assertThat(THREE.steps()).extracting(Step::name).containsExactly("one", "two", "three");
    assertThatThrownBy(() -> THREE.steps().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  @DisplayName("X-01 editing around a step that is not there is refused by its name")
  void anUnknownStepIsRefused() {
    assertThatThrownBy(() -> THREE.before("nine", adding("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no step nine in pipeline greet");
    assertThatThrownBy(() -> THREE.after("nine", adding("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> THREE.replacing(adding("nine")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("X-01 names are there and unique")
  void namesAreThereAndUnique() {
    assertThatThrownBy(() -> THREE.after("three", adding("one")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("greet");
    assertThatThrownBy(() -> adding(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pipeline.named("")).isInstanceOf(IllegalArgumentException.class);
  }

  private StepRecorder.Running begin(String pipeline, String step) {
    recorded.add("begin " + step);
    return new StepRecorder.Running() {
      @Override
      public void failed(Throwable failure) {
        recorded.add("failed " + step);
      }

      @Override
      public void close() {
        recorded.add("close " + step);
      }
    };
  }

  private static Step<List<String>> adding(String name) {
    return new Step<>(name, done -> done.add(name));
  }

  private static Step<List<String>> failing(String name, RuntimeException error) {
    return new Step<>(
        name,
        done -> {
          throw error;
        });
  }

  private static void throwError(Error error) {
    throw error;
  }
}
