package dev.agentsessions.http;

import static dev.agentsessions.http.Schema.TEXT;
import static dev.agentsessions.http.Schema.TEXT_MAP;
import static dev.agentsessions.http.Schema.WHOLE;
import static dev.agentsessions.http.Schema.object;

import java.util.Map;
import java.util.TreeMap;

/** The shapes of what callers send and get (SPEC 7.1), by name. */
final class Schemas {
  private Schemas() {}

  static Map<String, Schema> all() {
    Map<String, Schema> all = new TreeMap<>();
    SessionSchemas.addTo(all);
    WorkerSchemas.addTo(all);
    WorkspaceSchemas.addTo(all);
    ProjectSchemas.addTo(all);
    TokenSchemas.addTo(all);
    all.put("Any", Schema.ANY);
    all.put("Nothing", object());
    all.put("Health", object().with("status", TEXT).with("checks", TEXT_MAP));
    all.put(
        "Problem",
        object()
            .with("type", TEXT)
            .with("title", TEXT)
            .with("status", WHOLE)
            .with("detail", TEXT)
            .maybe("field", TEXT)
            .maybe("phase", TEXT)
            .maybe("holder", TEXT)
            .maybe("suggestion", TEXT));
    return all;
  }
}
