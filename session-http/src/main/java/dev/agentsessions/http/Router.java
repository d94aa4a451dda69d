package dev.agentsessions.http;

import static java.util.stream.Collectors.joining;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the endpoint that a method and a path ask for. Thread-safe. */
final class Router {
  record Match(Endpoint endpoint, Map<String, String> path) {}

  private final List<Endpoint> endpoints;

  @Inject
  Router(Endpoints endpoints) {
    this.endpoints = endpoints.all();
  }

  /**
   * @param path as sent: still encoded
   * @throws Refusal if nothing is there, or nothing that takes the method
   */
  Match find(Method method, String path) {
    List<Match> there = at(path);
    return there.stream()
        .filter(match -> match.endpoint().method() == method)
        .findFirst()
        .orElseThrow(() -> notThatMethod(there));
  }

  /**
   * The methods of a path, HEAD and OPTIONS among them, as an Allow header lists them.
   *
   * @throws Refusal if nothing is there
   */
  String allowed(String path) {
    return allowed(at(path));
  }

  static Refusal notThatMethod(String allowed) {
    return new Refusal(
        ProblemType.METHOD_NOT_ALLOWED, "this address takes " + allowed, Map.of("Allow", allowed));
  }

  private List<Match> at(String path) {
    List<Match> matches = new ArrayList<>();
    try {
      List<String> segments = Route.split(path);
      for (Endpoint endpoint : endpoints) {
        Optional<Map<String, String>> values = endpoint.route().match(segments);
        values.ifPresent(found -> matches.add(new Match(endpoint, found)));
      }
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.INVALID, "the path is not encoded as addresses are");
    }
    if (matches.isEmpty()) {
      throw new Refusal(ProblemType.NOT_FOUND, "nothing is at " + path);
    }
    return matches;
  }

  private static Refusal notThatMethod(List<Match> there) {
    return notThatMethod(allowed(there));
  }

  private static String allowed(List<Match> there) {
    var methods = new TreeSet<String>();
    methods.add("OPTIONS");
    for (Match match : there) {
      methods.add(match.endpoint().method().name());
      if (match.endpoint().method() == Method.GET) {
        methods.add("HEAD");
      }
    }
    return methods.stream().collect(joining(", "));
  }
}
