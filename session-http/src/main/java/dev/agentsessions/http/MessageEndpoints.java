package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.Messages;
import dev.agentsessions.operation.SendMessage;
import dev.agentsessions.session.SessionException.Invalid;
import jakarta.inject.Inject;
import java.util.List;

/** What is said in sessions (M-01, R-W1, R-W2). */
final class MessageEndpoints {
  private static final String MESSAGES = SessionEndpoints.SESSION + "/messages";
  private static final int USUAL = 50;

  /** A text of 1 MiB, whose bytes JSON may write as two each, and the rest. */
  private static final int MAX_BODY = 2 * Takes.MAX_BYTES + 4096;

  private final Messages messages;

  @Inject
  MessageEndpoints(Messages messages) {
    this.messages = requireNonNull(messages, "messages");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                MESSAGES,
                "listMessages",
                "What was said in a session, in order",
                Gives.json(200, "MessagePage"),
                this::list)
            .needs(Access.VIEW)
            .asks(
                List.of(
                    Parameter.number("after", "the next of the page before; the first unless said"),
                    Parameter.number(
                        "limit", "1..200, 50 unless said; fewer where texts are long")))
            .mayAnswer(ProblemType.NOT_FOUND),
        said(
            MESSAGES,
            "sendMessage",
            "Says something to a worker, the first agent unless it is named",
            "NewMessage",
            this::send),
        said(
            WorkerEndpoints.WORKER + "/messages",
            "sendWorkerMessage",
            "Says something to this worker",
            "WorkerMessage",
            this::sendToWorker));
  }

  private static Endpoint said(
      String path, String operation, String summary, String schema, Handler handler) {
    return Endpoint.of(Method.POST, path, operation, summary, Gives.json(202, "Message"), handler)
        .needs(Access.EDIT)
        .takes(Takes.json(schema).upTo(MAX_BODY))
        .mayAnswer(
            ProblemType.NOT_FOUND,
            ProblemType.WRONG_PHASE,
            ProblemType.ALREADY_EXISTS,
            ProblemType.LIMIT_REACHED);
  }

  private Answer list(Call call) {
    long limit = call.query().number("limit").orElse(USUAL);
    Invalid.check(
        limit >= 1 && limit <= Messages.MAX_READ,
        "limit",
        "must be within 1.." + Messages.MAX_READ);
    long after = call.query().number("after").orElse(0);
    return Answer.json(
        200,
        ApiJson.writeMessages(
            messages.read(call.caller(), call.project(), call.session(), after, (int) limit)));
  }

  private Answer send(Call call) {
    return send(call, ApiJson.readMessage(call.body(), call.session()));
  }

  private Answer sendToWorker(Call call) {
    return send(call, ApiJson.readMessage(call.body(), call.session(), call.worker()));
  }

  private Answer send(Call call, SendMessage request) {
    return Answer.json(202, ApiJson.write(messages.send(call.caller(), call.project(), request)));
  }
}
