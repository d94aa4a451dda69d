package dev.agentsessions.credential;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.workspace.GitUrl;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a credential is good: a server's name in lower case, and its port if that is not 443. What
 * is kept for one port is not sent to another.
 */
public record GitServer(String name) {
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}])(:[1-9][0-9]{0,4})?");

  public GitServer {
    name = name.toLowerCase(Locale.ROOT).replaceFirst(":443$", "");
    checkArgument(FORM.matcher(name).matches(), "must be a host's name, perhaps with a port");
  }

  /** The one that a repository is on; of {@code https} and {@code http}. */
  public static GitServer of(GitUrl url) {
    return new GitServer(url.authority());
  }

  @Override
  public String toString() {
    return name;
  }
}
