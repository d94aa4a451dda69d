package dev.agentsessions.http;

/** Goes to every endpoint there is. */
final class EndpointWalk {
  private EndpointWalk() {}

  /** A path to it, whatever may be there. */
  static String path(Endpoint endpoint) {
    return endpoint
        .route()
        .pattern()
        .replace("{project}", "default")
        .replace("{session}", "some-session")
        .replace("{worker}", "wrk-some")
        .replace("{task}", "tsk-some")
        .replace("{schedule}", "some-schedule")
        .replace("{file...}", "style.css");
  }
}
