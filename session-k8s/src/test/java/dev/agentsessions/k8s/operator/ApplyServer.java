package dev.agentsessions.k8s.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The mock API server, and in it what a real one has and the mock has not:
 *
 * <ul>
 *   <li>server-side apply: fields that a manager no longer applies go, lists are replaced
 *       (finalizers are a set), another version or uid than the one named is refused;
 *   <li>preconditions of a delete, and that Jobs and pods which an operator deletes take their
 *       time;
 *   <li>TokenRequest and TokenReview: {@link IssuedTokens};
 *   <li>SelfSubjectRulesReview: everything is allowed;
 *   <li>one order of writes, for who reads and for who watches.
 * </ul>
 */
public final class ApplyServer extends KubernetesCrudDispatcher {
  /** Stays until a Job's pods are gone, or a pod's programs have ended. */
  static final String FOREGROUND = "foregroundDeletion";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String APPLY = "application/apply-patch+yaml";
  private static final Pattern CONTROLLED =
      Pattern.compile("/(?:persistentvolumeclaims|jobs|pods)\\b");

  private final Map<String, JsonNode> applied = new ConcurrentHashMap<>();
  private final Map<WebSocket, String> watches = new ConcurrentHashMap<>();
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final ReentrantLock writing = new ReentrantLock();
  private final Controllers controllers;
  private volatile Function<RecordedRequest, Optional<MockResponse>> refusals =
      request -> Optional.empty();
  private final IssuedTokens tokens = new IssuedTokens(this::object);

  /**
   * @param controllers are asked after each write
   */
  public ApplyServer(Controllers controllers) {
    this.controllers = controllers;
  }

  /**
   * Ends watches as a server does that no longer knows from where they went on (410).
   *
   * @param of what their addresses contain
   */
  public void endWatches(String of) {
    tell(
        of,
        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Expired\",\"message\":\"too"
            + " old\",\"code\":410}}");
  }

  /** Tells those who watch something, whether it is so or not. */
  void tell(String of, String event) {
    watches.forEach(
        (socket, path) -> {
          if (path.contains(of)) {
            socket.send(event);
          }
        });
  }

  /** How many watch. */
  long watching(String of) {
    return watches.values().stream().filter(path -> path.contains(of)).count();
  }

  /** How many watches there were so far. */
  public long begun(String of) {
    return begun.stream().filter(path -> path.contains(of)).count();
  }

  @Override
  public MockResponse handleWatch(String path) {
    begun.add(path);
    WebSocketListener events = super.handleWatch(path).getWebSocketListener();
    return new MockResponse()
        .withWebSocketUpgrade(
            new WebSocketListener() {
              @Override
              public void onOpen(WebSocket socket, Response response) {
                watches.put(socket, path);
                events.onOpen(socket, response);
              }

              @Override
              public void onClosing(WebSocket socket, int code, String reason) {
                watches.remove(socket);
                events.onClosing(socket, code, reason);
              }

              @Override
              public void onClosed(WebSocket socket, int code, String reason) {
                watches.remove(socket);
                events.onClosed(socket, code, reason);
              }

              @Override
              public void onFailure(WebSocket socket, Throwable error, Response response) {
                watches.remove(socket);
                events.onFailure(socket, error, response);
              }
            });
  }

  /** Has some requests answered by a test. */
  public void refuse(Function<RecordedRequest, Optional<MockResponse>> refusals) {
    this.refusals = refusals;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    Optional<MockResponse> refusal = refusals.apply(request);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    MockResponse response =
        request.method() == HttpMethod.GET ? answer(request) : answerInTurn(request);
    if (isRemoval(request)) {
      controllers.removed();
      controllers.ask();
    } else if (request.method() != HttpMethod.GET && CONTROLLED.matcher(request.getPath()).find()) {
      controllers.ask();
    }
    return response;
  }

  /** So that watches hear of writes in the order in which they were made. */
  private MockResponse answerInTurn(RecordedRequest request) {
    writing.lock();
    try {
      return answer(request);
    } finally {
      writing.unlock();
    }
  }

  /** With its last finalizer, too, an object goes. */
  private boolean isRemoval(RecordedRequest request) {
    String path = request.getPath().replaceAll("\\?.*", "");
    return switch (request.method()) {
      case DELETE -> true;
      case PUT, PATCH -> !path.endsWith("/status") && handleGet(path).code() == 404;
      default -> false;
    };
  }

  private MockResponse answer(RecordedRequest request) {
    String path = request.getPath();
    if (request.method() == HttpMethod.POST && path.endsWith("/token")) {
      return answer(
          201, tokens.request(path, (ObjectNode) parse(request.getUtf8Body())).toString());
    }
    if (request.method() == HttpMethod.POST && path.endsWith("/tokenreviews")) {
      return answer(201, tokens.review((ObjectNode) parse(request.getUtf8Body())).toString());
    }
    if (request.method() == HttpMethod.POST && path.contains("/selfsubjectrulesreviews")) {
      return answer(
          201,
          "{\"status\":{\"incomplete\":false,\"nonResourceRules\":[],\"resourceRules\":[{\"apiGroups\":[\"*\"],"
              + "\"resources\":[\"*\"],\"verbs\":[\"*\"]}]}}");
    }
    if (request.method() == HttpMethod.PATCH
        && String.valueOf(request.getHeader("Content-Type")).startsWith(APPLY)) {
      return apply(request);
    }
    if (request.method() == HttpMethod.DELETE) {
      return delete(request);
    }
    return super.dispatch(request);
  }

  /** A token counts no longer. */
  public void expire(String token) {
    tokens.expire(token);
  }

  /** What there is of a type, in all namespaces. */
  <T extends HasMetadata> Stream<T> all(Class<T> type) {
    return items(type).map(item -> Serialization.unmarshal(item.toString(), type));
  }

  /** The same as JSON, which takes far less time than to read all of it. */
  Stream<JsonNode> items(Class<? extends HasMetadata> type) {
    String version = HasMetadata.getApiVersion(type);
    String path =
        (version.contains("/") ? "/apis/" : "/api/") + version + "/" + HasMetadata.getPlural(type);
    JsonNode items = parse(handleGet(path).getBody().readUtf8()).path("items");
    return StreamSupport.stream(items.spliterator(), false);
  }

  private String object(String path) {
    MockResponse seen = handleGet(path);
    return seen.code() == 200 ? seen.getBody().readUtf8() : "";
  }

  private MockResponse delete(RecordedRequest request) {
    String path = request.getPath();
    MockResponse seen = handleGet(path);
    String body = request.getUtf8Body();
    if (seen.code() != 200 || body == null || body.isEmpty()) {
      return handleDelete(path);
    }
    JsonNode object = parse(seen.getBody().readUtf8());
    JsonNode options = parse(body);
    Optional<String> other = difference(options.path("preconditions"), object);
    if (other.isPresent()) {
      return conflict("the " + other.get() + " is another");
    }
    if (options.path("propagationPolicy").asText().equals("Foreground")
        && (path.contains("/jobs/") || path.contains("/pods/"))
        && object.path("metadata").path("deletionTimestamp").isMissingNode()) {
      ((ObjectNode) object.path("metadata")).putArray("finalizers").add(FOREGROUND);
      put(path, object, request);
    }
    return handleDelete(path);
  }

  private MockResponse apply(RecordedRequest request) {
    String path = request.getPath().replaceAll("\\?.*", "");
    JsonNode wanted = parse(request.getUtf8Body());
    MockResponse seen = handleGet(path.replaceAll("/status$", ""));
    if (seen.code() != 200) {
      return conflict("there is no such object, and it must have a uid");
    }
    JsonNode object = parse(seen.getBody().readUtf8());
    Optional<String> other = difference(wanted.path("metadata"), object);
    if (other.isPresent()) {
      return conflict("the " + other.get() + " is another");
    }
    String manager = request.getPath().replaceAll(".*fieldManager=([^&]*).*", "$1");
    String key = object.path("metadata").path("uid").asText() + path + " " + manager;
    JsonNode before = Optional.ofNullable(applied.put(key, wanted)).orElse(JSON.createObjectNode());
    merge((ObjectNode) object, wanted, before);
    MockResponse stored = put(path, object, request);
    return stored.code() != 200 || stored.getBody() != null
        ? stored
        : answer(200, object.toString());
  }

  /** What of the object is not as it is named; what is not named may be anything. */
  private static Optional<String> difference(JsonNode named, JsonNode object) {
    return Stream.of("uid", "resourceVersion")
        .filter(field -> !named.path(field).asText("").isEmpty())
        .filter(
            field ->
                !named.path(field).asText().equals(object.path("metadata").path(field).asText()))
        .findFirst();
  }

  private static void merge(ObjectNode object, JsonNode wanted, JsonNode before) {
    before
        .properties()
        .forEach(
            field -> {
              if (wanted.path(field.getKey()).isMissingNode()) {
                object.remove(field.getKey());
              }
            });
    wanted
        .properties()
        .forEach(
            field -> {
              JsonNode there = object.path(field.getKey());
              if (field.getKey().equals("finalizers")) {
                object.set(field.getKey(), union(there, field.getValue()));
              } else if (there.isObject() && field.getValue().isObject()) {
                merge((ObjectNode) there, field.getValue(), before.path(field.getKey()));
              } else {
                object.set(field.getKey(), field.getValue());
              }
            });
  }

  private static JsonNode union(JsonNode there, JsonNode wanted) {
    var all =
        JSON.createArrayNode().addAll(StreamSupport.stream(there.spliterator(), false).toList());
    wanted.forEach(
        one -> {
          if (StreamSupport.stream(all.spliterator(), false).noneMatch(one::equals)) {
            all.add(one);
          }
        });
    return all;
  }

  private MockResponse put(String path, JsonNode object, RecordedRequest request) {
    return handleUpdate(
        new RecordedRequest(
            request.getHttpVersion(),
            HttpMethod.PUT,
            path,
            request.getHeaders(),
            new Buffer(object.toString().getBytes(StandardCharsets.UTF_8))));
  }

  public static MockResponse conflict(String message) {
    return failure(409, "Conflict", message);
  }

  public static MockResponse failure(int code, String reason, String message) {
    return answer(
        code,
        JSON.createObjectNode()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", "Failure")
            .put("reason", reason)
            .put("message", message)
            .put("code", code)
            .toString());
  }

  private static MockResponse answer(int code, String body) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(body);
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
