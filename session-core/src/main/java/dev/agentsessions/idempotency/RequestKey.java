package dev.agentsessions.idempotency;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.project.ProjectId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one request of one caller. Stores keep what is made of it, never the key itself.
 *
 * @param project that the request is about; absent: none
 * @param caller its id
 * @param key 1..255 visible ASCII characters, the caller's choice
 */
public record RequestKey(Optional<ProjectId> project, String caller, String key) {
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final char BETWEEN = '\n'; // in no id of a project; the caller's is the last

  public RequestKey {
    requireNonNull(project, "project");
    requireNonNull(caller, "caller");
    checkArgument(FORM.matcher(key).matches(), "a key has 1..255 visible ASCII characters");
  }

  public static RequestKey of(Optional<ProjectId> project, Caller caller, String key) {
    return new RequestKey(project, caller.id(), key);
  }

  /** Different for every key: 64 hexadecimal digits. */
  public String id() {
    return digest(key + BETWEEN + whose());
  }

  /** The same for all keys of one caller in one project: 64 hexadecimal digits. */
  public String owner() {
    return digest(whose());
  }

  private String whose() {
    return project.map(ProjectId::value).orElse("") + BETWEEN + caller;
  }

  private static String digest(String text) {
    return Hashing.sha256().hashString(text, UTF_8).toString();
  }
}
