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
 * @param home where it is answered
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
    Home home,
    Handler handler) {
  /**
   * What it is called.
   *
   * @param operation unique, for programs
   * @param summary for people
   */
  record Naming(String operation, String summary) {}

  /** Who knows the answer. */
  enum Home {
    /** Everybody: it has to do with what is stored. */
    ANYWHERE,
    /** The host of the session, which reaches its processes (P-07). */
    HOST,
    /**
     * Who is beside the session's files and terminals: its host, or a program in its pod (K-08).
     */
    WORKSPACE,
    /** The same, who is told before what hosts know of the session's repositories. */
    REPOSITORIES;

    /** Whether a content service answers it, where there is one. */
    boolean isInPod() {
      return this == WORKSPACE || this == REPOSITORIES;
    }
  }

  Endpoint {
    requireNonNull(method, "method");
    requireNonNull(route, "route");
    requireNonNull(naming, "naming");
    requireNonNull(access, "access");
    query = List.copyOf(query);
    requireNonNull(takes, "takes");
    requireNonNull(gives, "gives");
    problems = Set.copyOf(problems);
    requireNonNull(home, "home");
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
        Home.ANYWHERE,
        handler);
  }

  Endpoint needs(Access access) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, problems, home, handler);
  }

  Endpoint asks(List<Parameter> query) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, problems, home, handler);
  }

  Endpoint takes(Takes takes) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, problems, home, handler);
  }

  Endpoint mayAnswer(ProblemType first, ProblemType... more) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, EnumSet.of(first, more), home, handler);
  }

  Endpoint at(Home home) {
    return new Endpoint(
        method, route, naming, access, query, takes, gives, problems, home, handler);
  }
}
