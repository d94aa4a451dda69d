package dev.agentsessions.json;

import dev.agentsessions.operation.SessionExport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All that is known of a session, as one document that is written in pieces (S-16). */
final class ExportJson {
  private ExportJson() {}

  static void write(SessionExport export, Consumer<String> out) {
    out.accept("{\"session\":");
    out.accept(JsonWriter.write(json -> SessionJson.write(json, export.session())));
    writeAll(out, "workers", export.session().workers()::forEach, WorkerJson::write);
    writeAll(out, "messages", export::messages, MessageJson::write);
    writeAll(out, "events", export::events, EventJson::write);
    out.accept("}");
  }

  private static <T> void writeAll(
      Consumer<String> out,
      String key,
      Consumer<Consumer<T>> all,
      BiConsumer<JsonWriter, T> shape) {
    out.accept(",\"" + key + "\":[");
    var separator = new StringBuilder();
    all.accept(
        each -> {
          out.accept(separator + JsonWriter.write(json -> shape.accept(json, each)));
          separator.replace(0, separator.length(), ",");
        });
    out.accept("]");
  }
}
