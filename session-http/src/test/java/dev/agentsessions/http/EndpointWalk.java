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
        .replace("{agent}", "some")
        .replace("{repository}", "rep-some")
        .replace("{webhook}", "whk-some")
        .replace("{subject}", "some")
        .replace("{task}", "tsk-some")
        .replace("{schedule}", "some-schedule")
        .replace("{file...}", "style.css")
        .replace("{upload}", "some-upload")
        .replace("{path...}", "some/file")
        .replace("{name}", "some")
        .replace("{server}", "git.example.org")
        .replace("{token}", "tok-some");
  }

  /** A path to it, by what is there. */
  static String path(Endpoint endpoint, String session, String worker) {
    return path(endpoint).replace("some-session", session).replace("wrk-some", worker);
  }
}
