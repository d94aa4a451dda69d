package dev.agentsessions.operation;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.operation.StepRecorder.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Named steps, one after the other, over a context. A value: editing answers another
 * pipeline. Running it stops at the first error, which keeps its type and names the step by a
 * suppressed {@link StepFailed}. No steps succeed.
 *
 * @param name such as {@code create}
 * @param steps names unique
 */
public record Pipeline<C>(String name, List<Step<C>> steps) {
  /** One step. */
  public record Step<C>(String name, Action<? super C> action) {
    public Step {
      checkArgument(!name.isBlank(), "a step needs a name");
      requireNonNull(action, "action");
    }
  }

  /** What a step does to the context. */
  @FunctionalInterface
  public interface Action<C> {
    void run(C context);
  }

  public Pipeline {
    checkArgument(!name.isBlank(), "a pipeline needs a name");
    steps = List.copyOf(steps);
    checkArgument(
        steps.stream().map(Step::name).distinct().count() == steps.size(),
        "two steps of %s have one name",
        name);
  }

  public static <C> Pipeline<C> named(String name) {
    return new Pipeline<>(name, List.of());
  }

  /** With one more step at the end. */
  public Pipeline<C> then(String step, Action<? super C> action) {
    return edited(list -> list.add(new Step<>(step, action)));
  }

  /**
   * With a step just before another.
   *
   * @throws IllegalArgumentException if there is no step of that name
   */
  public Pipeline<C> before(String other, Step<C> step) {
    int at = indexOf(other);
    return edited(list -> list.add(at, step));
  }

  /**
   * With a step just after another.
   *
   * @throws IllegalArgumentException if there is no step of that name
   */
  public Pipeline<C> after(String other, Step<C> step) {
    int at = indexOf(other) + 1;
    return edited(list -> list.add(at, step));
  }

  /**
   * With a step in place of the one of the same name.
   *
   * @throws IllegalArgumentException if there is no step of that name
   */
  public Pipeline<C> replacing(Step<C> step) {
    int at = indexOf(step.name());
    return edited(list -> list.set(at, step));
  }

  /** Runs every step, or up to the first that fails, and tells the recorder of all of it. */
  public C run(C context, StepRecorder recorder) {
    try (Running whole = recorder.begin(name)) {
      try {
        steps.forEach(step -> run(step, context, recorder));
      } catch (RuntimeException | Error failure) {
        whole.failed(failure);
        throw failure;
      }
    }
    return context;
  }

  private void run(Step<C> step, C context, StepRecorder recorder) {
    try (Running running = recorder.begin(name, step.name())) {
      try {
        step.action().run(context);
      } catch (RuntimeException | Error failure) {
        running.failed(failure);
        failure.addSuppressed(new StepFailed(name, step.name()));
        throw failure;
      }
    }
  }

  private Pipeline<C> edited(Consumer<List<Step<C>>> edit) {
    var list = new ArrayList<>(steps);
    edit.accept(list);
    return new Pipeline<>(name, list);
  }

  private int indexOf(String step) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).name().equals(step)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no step " + step + " in pipeline " + name);
  }
}
