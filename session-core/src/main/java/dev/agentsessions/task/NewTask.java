package dev.agentsessions.task;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Work to be done once.
 *
 * @param project whose callers see it
 * @param name of its handler, in kebab case
 * @param key tells this work from all other of the name, such as a session's id; 1..200 characters
 * @param payload for the handler, at most 64 Ki characters; never a secret
 */
public record NewTask(ProjectId project, String name, String key, Optional<String> payload) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int MAX_KEY = 200;
  private static final int MAX_PAYLOAD = 64 * 1024;

  public NewTask {
    requireNonNull(project, "project");
    checkArgument(NAME.matcher(name).matches(), "not a task name: %s", name);
    checkArgument(
        !key.isBlank() && key.length() <= MAX_KEY, "a key has 1..200 characters: %s", key);
    checkArgument(
        payload.map(String::length).orElse(0) <= MAX_PAYLOAD,
        "the payload of %s %s has more than 64 Ki characters",
        name,
        key);
  }
}
