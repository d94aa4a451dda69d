package dev.agentsessions.operation;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionRef;
import jakarta.inject.Inject;
import java.util.List;

/**
 * What callers may say in sessions, in every state, and read again (M-01). Safe for many threads.
 * Every method throws {@code Denied} and {@code NotFound} as those of {@link Sessions} do.
 */
public final class Messages {
  /** The most that one call reads. */
  public static final int MAX_READ = 200;

  private final SessionFinder finder;
  private final SessionPipelines pipelines;
  private final PipelineRunner runner;
  private final MessageStore store;

  @Inject
  Messages(
      SessionFinder finder, SessionPipelines pipelines, PipelineRunner runner, MessageStore store) {
    this.finder = requireNonNull(finder, "finder");
    this.pipelines = requireNonNull(pipelines, "pipelines");
    this.runner = requireNonNull(runner, "runner");
    this.store = requireNonNull(store, "store");
  }

  /**
   * Says something: stored when this returns, and typed into the worker's terminal when that runs
   * and is not busy, after all that was said to it before.
   *
   * @return the message as stored, perhaps by an earlier call with the same client id
   * @throws dev.agentsessions.session.SessionException.WrongPhase if no worker is named and there
   *     is no agent
   * @throws dev.agentsessions.session.SessionException.TooLarge for a text over 1 MiB
   * @throws dev.agentsessions.session.SessionException.AlreadyExists if the caller said something
   *     else by that client id
   * @throws dev.agentsessions.session.SessionException.LimitReached if too many wait already
   */
  public Message send(Caller caller, ProjectId project, SendMessage request) {
    return runner.run(pipelines.sendMessage, caller, project, request).message();
  }

  /**
   * What was said, in order; fewer than asked for where texts are long, none only at the end.
   *
   * @param after {@link Message#seq} to go on after; 0: from the first
   * @param max 1..{@link #MAX_READ}
   */
  public List<Message> read(
      Caller caller, ProjectId project, SessionRef session, long after, int max) {
    checkArgument(max > 0 && max <= MAX_READ, "max must be within 1..%s: %s", MAX_READ, max);
    return store.read(finder.get(caller, Permission.VIEW, project, session).id(), after, max);
  }
}
