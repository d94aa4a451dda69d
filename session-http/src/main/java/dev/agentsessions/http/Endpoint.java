package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that callers can ask for, all that is to be known about it: routing, authorization,
 * limits and the API's description follow from this.
 *
 * @param problems that it may answer besides those that every endpoint may
 * @param live whether it has to do with more of a session than what is stored: then it is answered
 *     where that session lives (P-07)
 */
record Endpoint(
    Method method,
    Route route,
    Naming naming,
    Access access,
    List<Parameter> query,
    Takes takes,
    Gives gives,
    Set<ProblemType> problems,
    boolean live,
    Handler handler) {
  /**
   * What it is called.
   *
   * @param operation unique, for programs
   * @param summary for people
   */
  record Naming(String operation, String summary) {}

  Endpoint {
    requireNonNull(method, "method");
    requireNonNull(route, "route");
    requireNonNull(naming, "naming");
    requireNonNull(access, "access");
    query = List.copyOf(query);
    requireNonNull(takes, "takes");
    requireNonNull(gives, "gives");
    problems = Set.copyOf(problems);
    requireNonNull(handler, "handler");
  }

  /** Takes nothing, and nobody is kept out. */
  static Endpoint of(
      Method method, String path, String operation, String summary, Gives gives, Handler handler) {
    return new Endpoint(
        method,
        Route.of(path),
        new Naming(operation, summary),
        Access.OPEN,
        List.of(),
        Takes.NOTHING,
        gives,
        Set.of(),
        false,
        handler);
  }

  Endpoint needs(Access access) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, problems, live, handler);
  }

  Endpoint asks(List<Parameter> query) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, problems, live, handler);
  }

  Endpoint takes(Takes takes) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, problems, live, handler);
  }

  Endpoint mayAnswer(ProblemType first, ProblemType... more) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, EnumSet.of(first, more), live, handler);
  }

  Endpoint whereItLives() {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, problems, true, handler);
  }
}
