package dev.agentsessions.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.identity.UlidGenerator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The file in a data directory that says which node it is. Safe for many programs. */
public final class NodeFile {
  private static final String NAME = "node-id";

  private NodeFile() {}

  /**
   * The node of a data directory; a new one when nobody asked before.
   *
   * @param data an existing directory
   * @throws IOException also if the file holds something else; it is left as it is
   */
  public static NodeId in(Path data) throws IOException {
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      Path fresh = Files.createTempFile(data, NAME, ".new");
      Files.writeString(fresh, new UlidGenerator(InstantSource.system()).next("nod-"));
      link(file, fresh);
      Files.delete(fresh);
    }
    try {
      return new NodeId(Files.readString(file, UTF_8).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(NAME + " does not hold a node's id", e);
    }
  }

  /** Written beside and linked into place: nobody reads half an id, and the first one stays. */
  private static void link(Path file, Path fresh) throws IOException {
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // another host was first; its id counts
    }
  }
}
