package dev.agentsessions.http;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.agentsessions.json.JsonWriter;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The API's description, made of the list of endpoints and nothing else.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a>
 */
final class OpenApi {
  private static final String PROBLEM = "application/problem+json";
  private static final String BEARER = "bearer";

  private final String document;

  @Inject
  OpenApi(Endpoints endpoints) {
    Map<String, List<Endpoint>> byPath =
        endpoints.all().stream()
            .collect(groupingBy(each -> each.route().template(), TreeMap::new, toList()));
    document =
        JsonWriter.write(
            json ->
                json.text("openapi", "3.1.0")
                    .object(
                        "info", info -> info.text("title", "Agent Sessions").text("version", "v1"))
                    .object(
                        "paths",
                        paths ->
                            byPath.forEach(
                                (path, there) -> paths.object(path, item -> write(item, there))))
                    // A token, or, in single-user mode, nothing.
                    .objects("security", List.of(BEARER, ""), OpenApi::writeSecurity)
                    .object("components", OpenApi::writeComponents));
  }

  String document() {
    return document;
  }

  private static void write(JsonWriter json, List<Endpoint> there) {
    for (Endpoint endpoint : there) {
      json.object(
          endpoint.method().name().toLowerCase(Locale.ROOT),
          operation -> write(operation, endpoint));
    }
  }

  private static void write(JsonWriter json, Endpoint endpoint) {
    json.text("operationId", endpoint.naming().operation())
        .text("summary", endpoint.naming().summary())
        .objects("parameters", parameters(endpoint), OpenApi::write);
    if (!endpoint.takes().isNothing()) {
      json.object("requestBody", body -> write(body, endpoint.takes()));
    }
    json.object("responses", responses -> writeResponses(responses, endpoint));
  }

  private record Place(String name, String in, String description, String type, boolean required) {}

  private static List<Place> parameters(Endpoint endpoint) {
    var inPath =
        endpoint.route().parameters().stream()
            .map(name -> new Place(name, "path", "", "string", true));
    var inQuery =
        endpoint.query().stream()
            .map(
                each ->
                    new Place(
                        each.name(),
                        "query",
                        each.description(),
                        each.repeats() ? "array" : each.type().name().toLowerCase(Locale.ROOT),
                        false));
    var inHeader =
        Idempotency.isFor(endpoint)
            ? Stream.of(
                new Place(
                    Idempotency.KEY.defaultCase(),
                    "header",
                    "1..255 visible characters: what is sent again with it in 24 hours is done"
                        + " once",
                    "string",
                    false))
            : Stream.<Place>empty();
    return Stream.of(inPath, inQuery, inHeader).flatMap(each -> each).toList();
  }

  private static void write(JsonWriter json, Place place) {
    json.text("name", place.name()).text("in", place.in()).flag("required", place.required());
    if (!place.description().isEmpty()) {
      json.text("description", place.description());
    }
    json.object(
        "schema",
        schema -> {
          schema.text("type", place.type());
          if (place.type().equals("array")) {
            schema.object("items", items -> items.text("type", "string"));
          }
        });
  }

  private static void write(JsonWriter json, Takes takes) {
    json.flag("required", takes.required())
        .object(
            "content",
            content ->
                takes
                    .contentTypes()
                    .forEach(
                        type -> content.object(type, each -> writeSchema(each, takes.schema()))));
  }

  private static void writeResponses(JsonWriter json, Endpoint endpoint) {
    Gives gives = endpoint.gives();
    gives
        .statuses()
        .forEach(
            status ->
                json.object(String.valueOf(status), response -> write(response, endpoint, gives)));
    Map<Integer, List<ProblemType>> byStatus =
        problems(endpoint).stream()
            .collect(groupingBy(ProblemType::status, TreeMap::new, toList()));
    byStatus.forEach(
        (status, types) ->
            json.object(
                status.toString(),
                response ->
                    response
                        .text("description", description(types))
                        .object(
                            "content",
                            content ->
                                content.object(PROBLEM, each -> writeSchema(each, "Problem")))));
  }

  private static void write(JsonWriter json, Endpoint endpoint, Gives gives) {
    json.text("description", endpoint.naming().summary());
    if (!gives.headers().isEmpty()) {
      json.object(
          "headers",
          headers ->
              gives
                  .headers()
                  .forEach(
                      name ->
                          headers.object(
                              name, header -> header.object("schema", Schema.TEXT::write))));
    }
    if (!gives.contentType().isEmpty()) {
      json.object(
          "content",
          content ->
              content.object(gives.contentType(), each -> writeSchema(each, gives.schema())));
    }
  }

  private static void writeSchema(JsonWriter json, String name) {
    if (!name.isEmpty()) {
      json.object("schema", Schema.ref(name)::write);
    }
  }

  /** Those that its list names, and those that follow from what it is. */
  static Set<ProblemType> problems(Endpoint endpoint) {
    Set<ProblemType> all =
        EnumSet.of(ProblemType.INVALID, ProblemType.DENIED, ProblemType.INTERNAL);
    all.addAll(endpoint.problems());
    all.add(ProblemType.TOO_LARGE);
    if (!endpoint.takes().isNothing()) {
      all.add(ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }
    if (!(endpoint.access() instanceof Access.Open)) {
      all.add(ProblemType.UNAUTHENTICATED);
      all.add(ProblemType.UNAVAILABLE);
    }
    if (endpoint.method() != Method.GET) {
      all.add(ProblemType.OUTCOME_UNKNOWN);
    }
    if (Idempotency.isFor(endpoint)) {
      all.add(ProblemType.IDEMPOTENCY_KEY_REUSED);
      all.add(ProblemType.REQUEST_UNDERWAY);
      all.add(ProblemType.ANSWER_NOT_KEPT);
      all.add(ProblemType.LIMIT_REACHED);
    }
    return all;
  }

  private static String description(List<ProblemType> types) {
    return String.join(", ", types.stream().map(ProblemType::kebab).toList());
  }

  private static void writeSecurity(JsonWriter json, String scheme) {
    if (!scheme.isEmpty()) {
      json.texts(scheme, List.of());
    }
  }

  private static void writeComponents(JsonWriter json) {
    json.object(
        "securitySchemes",
        schemes ->
            schemes.object(BEARER, bearer -> bearer.text("type", "http").text("scheme", "bearer")));
    json.object(
        "schemas",
        schemas -> Schemas.all().forEach((name, schema) -> schemas.object(name, schema::write)));
  }
}
