package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.k8s.content.ContentClient.Request;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs workers in pods: each call is made at the session's content service, which runs them on
 * terminals there and refuses fences as any runtime does (K-08). All calls may be repeated, so one
 * without an answer is {@code Unavailable}; but for input that has no number, which may have been
 * typed.
 */
final class ContentWorkers implements WorkerRuntime {
  private static final int MAX_INPUT = 1 << 20;
  private static final String BYTES = "application/octet-stream";

  private final ContentCalls calls;
  private final PodEnds ends;

  @Inject
  ContentWorkers(ContentCalls calls, PodEnds ends) {
    this.calls = requireNonNull(calls, "calls");
    this.ends = requireNonNull(ends, "ends");
  }

  @Override
  public List<WorkerSighting> adopt(Place place) {
    return look(place, post(place, "adopt"), RuntimeJson::readSightings);
  }

  @Override
  public List<WorkerSighting> observe(Place place) {
    return look(place, observing(place, ""), RuntimeJson::readSightings);
  }

  @Override
  public WorkerSighting start(Place place, WorkerLaunch launch) {
    Request request = post(place, launch.worker(), "start").with(RuntimeJson.write(launch));
    return look(place, request, RuntimeJson::readSighting);
  }

  /** What is answered, and from then on what ends is heard of. */
  private <T> T look(Place place, Request request, Function<String, T> shape) {
    String answer = calls.send(place, request);
    T seen = read(answer, shape);
    read(answer, RuntimeJson::readEnds).ifPresent(known -> ends.listen(place, known));
    return seen;
  }

  /** A look that is answered when there are other ends than those known, or the time is over. */
  static Request observing(Place place, long known, Duration wait) {
    return observing(place, "&ends=" + known + "&wait=" + wait.toMillis());
  }

  private static Request observing(Place place, String more) {
    String path = "workers?fence=" + place.fence().value() + more;
    return Request.of("GET", path);
  }

  @Override
  public void stop(Place place, WorkerId worker) {
    var unused = calls.send(place, post(place, worker, "stop"));
  }

  @Override
  public boolean signal(Place place, WorkerId worker, Signal signal) {
    Request request = post(place, worker, "signal").with(RuntimeJson.write(signal));
    return read(calls.send(place, request), RuntimeJson::readSignalled);
  }

  @Override
  public void input(Place place, WorkerId worker, long id, ByteBuffer bytes) {
    if (bytes.remaining() > MAX_INPUT) {
      throw new SessionException.TooLarge("input", bytes.remaining(), MAX_INPUT);
    }
    byte[] typed = new byte[bytes.remaining()];
    bytes.duplicate().get(typed);
    String path = "workers/" + worker + "/input?fence=" + place.fence().value() + "&id=" + id;
    var unused =
        calls.send(place, new Request("POST", path, BYTES, typed, id != WorkerRuntime.UNNUMBERED));
  }

  @Override
  public void resize(Place place, WorkerId worker, WindowSize size) {
    var unused = calls.send(place, post(place, worker, "resize").with(RuntimeJson.write(size)));
  }

  @Override
  public void forgetOthers(Place place, Set<WorkerId> known) {
    try {
      var unused = calls.send(place, post(place, "forget").with(RuntimeJson.writeKnown(known)));
    } catch (SessionException.NotFound olderService) {
      // It keeps the output until the session goes.
    }
  }

  @Override
  public void release(Place place, WorkerId worker, long epoch) {
    String path = "workers/" + worker + "/release?fence=" + place.fence().value();
    var unused = calls.send(place, Request.of("POST", path + "&epoch=" + epoch));
  }

  private static Request post(Place place, WorkerId worker, String action) {
    return post(place, "workers/" + worker + "/" + action);
  }

  private static Request post(Place place, String path) {
    return Request.of("POST", path + "?fence=" + place.fence().value());
  }

  /** A pod's own users may have put anything in the service's place. */
  private static <T> T read(String answer, Function<String, T> shape) {
    try {
      return shape.apply(answer);
    } catch (SessionException.Invalid e) {
      throw new SessionException.Unavailable(
          "the content service does not answer as one: " + e.getMessage(), e);
    }
  }
}
