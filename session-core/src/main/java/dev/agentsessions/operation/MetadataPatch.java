package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionMetadata;
import java.util.Optional;

/**
 * A merge patch of what is noted on a session (S-06).
 *
 * @param displayName absent: kept
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
public record MetadataPatch(Optional<String> displayName, MapPatch labels, MapPatch annotations) {
  public MetadataPatch {
    requireNonNull(displayName, "displayName");
    requireNonNull(labels, "labels");
    requireNonNull(annotations, "annotations");
  }

  SessionMetadata applyTo(SessionMetadata old) {
    return new SessionMetadata(
        displayName.orElse(old.displayName()),
        labels.applyTo(old.labels()),
        annotations.applyTo(old.annotations()));
  }
}
