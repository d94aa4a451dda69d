package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What of its workspace an agent is told when it starts.
 *
 * @param folder where it runs, absolute; absent: in the workspace's root
 * @param directories beside that, absolute
 */
public record Layout(Optional<String> folder, List<String> directories) {
  public static final Layout NONE = new Layout(Optional.empty(), List.of());

  public Layout {
    requireNonNull(folder, "folder");
    directories = List.copyOf(directories);
  }
}
