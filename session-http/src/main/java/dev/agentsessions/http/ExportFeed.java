package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Credentials;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.SessionExport;

/**
 * All that is known of a session, told while it is read: the document is never in memory as a whole
 * (S-16). One that was cut off is no JSON.
 */
final class ExportFeed implements Feed {
  /** Characters told at once. */
  private static final int PIECE = 32 << 10;

  private final SessionExport export;
  private final Credentials credentials;
  private final Lifelines lifelines;
  private final Patience patience;

  ExportFeed(
      SessionExport export, Credentials credentials, Lifelines lifelines, Patience patience) {
    this.export = requireNonNull(export, "export");
    this.credentials = requireNonNull(credentials, "credentials");
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.patience = requireNonNull(patience, "patience");
  }

  @Override
  public void run(Wire wire) {
    var socket = wire.connection().serverSocket();
    Lifeline lifeline = lifelines.add(socket, credentials, socket::close);
    var piece = new StringBuilder();
    try {
      wire.begin("application/json");
      if (wire.endsWithHead()) {
        return;
      }
      ApiJson.write(
          export,
          text -> {
            piece.append(text);
            if (piece.length() >= PIECE) {
              tell(wire, lifeline, piece);
            }
          });
      tell(wire, lifeline, piece);
    } finally {
      lifelines.remove(lifeline);
    }
  }

  private void tell(Wire wire, Lifeline lifeline, StringBuilder piece) {
    wire.emit(piece.toString(), lifeline, patience.stall());
    piece.setLength(0);
  }
}
