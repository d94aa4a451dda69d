package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import com.google.inject.name.Named;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.PushNote;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Place;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceContents;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Environments on a cluster: a custom resource for each session, which says what is wanted of it
 * and what the operator has seen. A start makes it wanted Running with a higher run number, a
 * release Stopped; a session that is deleted takes its resource with it, and so its volume.
 *
 * <p>The highest fence is kept in the resource, and every write is of the version that was judged:
 * that holds between hosts, and over their restarts. What is known of a resource answers as long as
 * the API server is away; what needs a write or a proof is Unavailable then.
 */
final class KubernetesEnvironments implements Environments {
  private static final Gone NONE =
      new Gone(Reason.ENVIRONMENT_RELEASED, "no AgenticSession of it is to run");
  private static final Gone DELETED =
      new Gone(Reason.ENVIRONMENT_LOST, "its AgenticSession was deleted by somebody");
  private static final Reason NAME_TAKEN = new Reason("NameTaken");
  private static final Reason REJECTED = new Reason("Rejected");
  private static final int UNPROCESSABLE = 422;

  private final Resources resources;
  private final SessionWatch watch;
  private final WorkspaceContents contents;
  private final RestPushes pushes;
  private final HighestFences fences = new HighestFences();

  @Inject
  KubernetesEnvironments(
      Resources resources,
      SessionWatch watch,
      @Named(KubernetesEnvironmentsModule.KUBERNETES) WorkspaceContents contents,
      RestPushes pushes) {
    this.resources = requireNonNull(resources, "resources");
    this.watch = requireNonNull(watch, "watch");
    this.contents = requireNonNull(contents, "contents");
    this.pushes = requireNonNull(pushes, "pushes");
  }

  @Override
  public boolean announces() {
    return true;
  }

  @Override
  public boolean areLocal() {
    return false;
  }

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    Optional<WantedSpec> wanted = WantedSpec.of(session);
    if (wanted.isEmpty()) {
      return new Failed(Reason.SPAWN_FAILED, "only agentic sessions run on Kubernetes");
    }
    if (!Tags.isName(session.id())) {
      return new Failed(
          Reason.SPAWN_FAILED, "no resource can be called " + session.id() + ", as the session is");
    }
    EnvironmentState state = ask(session, () -> ensured(session, wanted.get(), fence));
    if (state instanceof Ready ready) {
      return filled(session, wanted.get(), ready, fence);
    }
    return state instanceof Pending pending // what it had before counts when it is there again
        ? new Pending(pending.message(), Provision.NONE.running(session.provision().active()))
        : state;
  }

  /** Before it runs, all that it shall have is tried once; what failed comes later. */
  private EnvironmentState filled(Session session, WantedSpec wanted, Ready ready, Fence fence) {
    Provision provision =
        contents.provide(new Place(session.id(), ready.endpoint(), fence), wanted.workspace());
    List<String> untried = provision.untried();
    return session.state() == SessionState.ACTIVE || untried.isEmpty()
        ? ready.with(provision)
        : new Pending("clones " + String.join(", ", untried), provision);
  }

  private EnvironmentState ensured(Session session, WantedSpec wanted, Fence fence) {
    boolean runs = session.state() == SessionState.ACTIVE;
    try {
      Optional<AgenticSession> found =
          runs ? resources.find(session) : Optional.of(made(session, fence));
      if (found.isEmpty()) {
        return DELETED;
      }
      if (!resources.isOurs(found.get(), session)) {
        return new Failed(
            NAME_TAKEN,
            "an AgenticSession of its name was made by somebody else; it is left alone");
      }
      AgenticSession seen = admitted(session, found.get(), fence);
      if (seen.isMarkedForDeletion()) {
        return runs ? DELETED : new Pending("waits until its former AgenticSession is gone");
      }
      return switch (seen.getSpec().desired()) {
        case RUNNING -> kept(session, wanted, seen);
        case STOPPED -> runs ? stopped() : SeenStatus.of(started(session, wanted, seen));
        case UNKNOWN -> SeenStatus.of(seen);
      };
    } catch (KubernetesClientException e) {
      return refused(e);
    }
  }

  private AgenticSession made(Session session, Fence fence) {
    return resources.known(session).orElseGet(() -> resources.create(session, fence));
  }

  private AgenticSession started(Session session, WantedSpec wanted, AgenticSession seen) {
    return resources.write(session, seen, wanted.toStart(seen.getSpec().run() + 1));
  }

  /** A model that the cluster does not allow is not written, and told (S-24). */
  private EnvironmentState kept(Session session, WantedSpec wanted, AgenticSession seen) {
    try {
      return SeenStatus.of(written(session, seen, wanted.during(seen.getSpec())));
    } catch (KubernetesClientException e) {
      if (!isRejected(e) || wanted.hasModelOf(seen.getSpec())) {
        throw e;
      }
      var before = written(session, seen, wanted.duringWithModelOf(seen.getSpec()));
      return SeenStatus.of(before) instanceof Ready ready
          ? ready.unmodeled(Resources.why(e))
          : SeenStatus.of(before);
    }
  }

  private AgenticSession written(Session session, AgenticSession seen, AgenticSessionSpec spec) {
    return spec.equals(seen.getSpec()) ? seen : resources.write(session, seen, spec);
  }

  /** Of a running session, by somebody who is no host. */
  private static EnvironmentState stopped() {
    return new Over(
        new Ending(
            Target.STOPPED,
            Reason.USER,
            Optional.of("its AgenticSession was stopped by somebody")));
  }

  /**
   * @throws KubernetesClientException if it may be otherwise the next time
   */
  private static EnvironmentState refused(KubernetesClientException e) {
    if (isRejected(e)) {
      return new Failed(REJECTED, Resources.why(e));
    }
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED,
          HttpURLConnection.HTTP_FORBIDDEN,
          HttpURLConnection.HTTP_NOT_FOUND ->
          new Pending("the cluster refuses its AgenticSession: " + Resources.why(e));
      default -> throw e;
    };
  }

  private static boolean isRejected(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST || e.getCode() == UNPROCESSABLE;
  }

  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    return mayExist(session) ? ask(session, () -> observed(session, fence)) : NONE;
  }

  private EnvironmentState observed(Session session, Fence fence) {
    Optional<AgenticSession> found = resources.find(session);
    if (found.isEmpty() || !resources.isOurs(found.get(), session)) {
      return NONE;
    }
    AgenticSession seen = admitted(session, found.get(), fence);
    if (seen.isMarkedForDeletion()) {
      return new Pending("its AgenticSession is being deleted");
    }
    if (seen.getSpec().desired() == Desired.STOPPED) {
      return seen.hasStopped() ? NONE : new Pending("is being stopped");
    }
    return SeenStatus.of(seen);
  }

  /** The files of a session that is deleted go with its volume, whatever the retention. */
  @Override
  public Release release(Session session, Fence fence, Retention retention) {
    fences.admit(session.id(), fence);
    boolean forGood = retention == Retention.DELETE || session.isDeleted();
    Release release =
        mayExist(session) ? ask(session, () -> released(session, fence, forGood)) : Release.DONE;
    if (release instanceof Release.Done) {
      watch.leave(session.id());
    }
    return release;
  }

  private Release released(Session session, Fence fence, boolean forGood) {
    Optional<AgenticSession> found = resources.find(session);
    if (found.isEmpty() || !resources.isOurs(found.get(), session)) {
      return Release.DONE;
    }
    AgenticSession seen = admitted(session, found.get(), fence);
    if (forGood || seen.isMarkedForDeletion()) {
      return deleted(session, seen);
    }
    Optional<Release> pushed =
        RestPushes.areOwed(session, seen) ? pushes.push(session, seen, fence) : Optional.empty();
    if (pushed.isEmpty()) {
      return seen.getSpec().desired() == Desired.STOPPED
          ? stopped(session, seen)
          : stopped(session, resources.stop(session, seen, Optional.empty()));
    }
    return pushed.get() instanceof Release.Done done
        ? noted(session, fence, new PushNote(done.unpushed()))
        : pushed.get();
  }

  /** With the end of the run, so that it costs no write of its own. */
  private Release noted(Session session, Fence fence, PushNote note) {
    return resources
        .find(session) // again: to ask for access was a write
        .map(seen -> admitted(session, seen, fence))
        .map(seen -> stopped(session, resources.stop(session, seen, Optional.of(note))))
        .orElse(Release.DONE);
  }

  private static Release stopped(Session session, AgenticSession stopping) {
    if (!stopping.hasStopped()) {
      return Release.PENDING;
    }
    return RestPushes.areOwed(session, stopping)
        ? Release.PUSHING
        : new Release.Done(PushNote.of(stopping).flatMap(PushNote::problem));
  }

  private Release deleted(Session session, AgenticSession seen) {
    if (!seen.isMarkedForDeletion()) {
      resources.delete(session, seen);
    }
    return resources.read(session).isEmpty() ? Release.DONE : Release.PENDING;
  }

  private static boolean mayExist(Session session) {
    return WantedSpec.of(session).isPresent() && Tags.isName(session.id());
  }

  /** Lets a host pass that was not replaced, and from now on none before it. */
  private AgenticSession admitted(Session session, AgenticSession seen, Fence fence) {
    Fence highest = Tags.fenceOf(seen);
    if (fence.compareTo(highest) < 0) {
      watch.leave(session.id());
      throw new SessionException.StaleFence(session.id(), fence, highest);
    }
    return fence.equals(highest) ? seen : resources.raise(session, seen, fence);
  }

  /**
   * @throws SessionException.Unavailable if the API server is away, or others write all the time
   */
  private <T> T ask(Session session, Supplier<T> answer) {
    watch.ask(session.id()); // before anything is read, so that no change is missed
    return resources.judge(session, answer);
  }
}
