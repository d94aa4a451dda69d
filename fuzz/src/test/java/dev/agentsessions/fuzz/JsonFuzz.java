package dev.agentsessions.fuzz;

import static dev.agentsessions.fuzz.Fuzz.check;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Documents of callers. */
final class JsonFuzz {
  private static final SessionRef SESSION = new SessionRef.ById(new SessionId("ses-01"));

  private static final List<Consumer<byte[]>> REQUESTS =
      List.of(
          body -> ApiJson.readApplySession(body, OptionalLong.empty()),
          ApiJson::readNewWorker,
          ApiJson::readMetadataPatch,
          ApiJson::readStopReason,
          ApiJson::readInterrupt,
          ApiJson::readActivity,
          body -> ApiJson.readCloneSession(body, SESSION),
          body -> ApiJson.readMessage(body, SESSION),
          ApiJson::readSecret,
          ApiJson::readReport,
          ApiJson::readProjectSettings,
          ApiJson::readNewProject,
          ApiJson::readImport,
          ApiJson::readNewAgent,
          ApiJson::readNewRepository,
          ApiJson::readRepository,
          ApiJson::readWorkflow,
          ApiJson::readNewWebhook,
          ApiJson::readNewRole,
          ApiJson::readNewSchedule);

  private JsonFuzz() {}

  static void requests(byte[] body) {
    for (Consumer<byte[]> request : REQUESTS) {
      try {
        request.accept(body);
      } catch (Invalid refused) {
        // As most are.
      }
    }
  }

  static void session(byte[] body) {
    CreateSession read;
    try {
      read = ApiJson.readCreateSession(body);
    } catch (Invalid refused) {
      return;
    }
    String stored = StoredJson.write(read); // as schedules keep it, without what one session has
    CreateSession again = StoredJson.readCreateSession(stored);
    check(StoredJson.write(again).equals(stored), "another when stored", stored);
    check(again.spec().equals(read.spec()), "another spec", stored);
  }

  static void cursor(String text) {
    try {
      var cursor = ApiJson.readTaskCursor(text);
      check(ApiJson.readTaskCursor(ApiJson.write(cursor)).equals(cursor), "another", cursor);
    } catch (Invalid refused) {
      check(refused.field().equals("cursor"), "another field", refused.field());
    }
    try {
      check(!ApiJson.readCursor(text).id().value().isEmpty(), "no id", text);
    } catch (Invalid refused) {
      check(refused.field().equals("cursor"), "another field", refused.field());
    }
  }
}
