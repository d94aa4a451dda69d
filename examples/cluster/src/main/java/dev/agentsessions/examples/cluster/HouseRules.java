package dev.agentsessions.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.Pipeline;
import dev.agentsessions.operation.Pipeline.Step;
import dev.agentsessions.operation.PipelineEditor;
import dev.agentsessions.operation.SessionOperation;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What this cluster adds to the operations: sessions are created below one folder only, and
 * every operation is written down once it is carried out. The first is a step beside {@code
 * authorize}, the second one after {@code publish}. Safe for many hosts and threads.
 */
final class HouseRules extends AbstractModule implements PipelineEditor {
  private final Path root;
  private final Path audit;

  /**
   * @param root absolute
   * @param audit a line for each operation is added to it
   */
  HouseRules(Path root, Path audit) {
    this.root = requireNonNull(root, "root");
    this.audit = requireNonNull(audit, "audit");
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), PipelineEditor.class).addBinding().toInstance(this);
  }

  @Override
  public <I> Pipeline<SessionOperation<I>> edit(Pipeline<SessionOperation<I>> pipeline) {
    return pipeline
        .after("authorize", new Step<>("below-root", this::checkPlace))
        .after("publish", new Step<>("audit", done -> note(pipeline.name(), done)));
  }

  private void checkPlace(SessionOperation<?> operation) {
    if (operation.input() instanceof CreateSession create
        && !place(create.spec().kind()).normalize().startsWith(root)) {
      throw new SessionException.Denied("sessions of this cluster work below " + root);
    }
  }

  private Path place(SessionKind kind) {
    return switch (kind) {
      case QuickSession quick -> quick.location();
      case WorktreeSession worktree -> Path.of(worktree.repository());
      case AgenticSession agentic -> root; // in the data directory, which the host chose
    };
  }

  private void note(String operation, SessionOperation<?> done) {
    String line = "%s %s %s%n".formatted(done.caller().id(), operation, done.session().id());
    try {
      // Whole lines, whoever else adds one: a short write at the end of a file is not divided.
      Files.writeString(audit, line, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
