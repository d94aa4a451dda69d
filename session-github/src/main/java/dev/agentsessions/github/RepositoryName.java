package dev.agentsessions.github;

import dev.agentsessions.workspace.GitUrl;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A repository as GitHub's API names it. */
record RepositoryName(String owner, String name) {
  private static final Pattern PATH =
      Pattern.compile("/(?<owner>[A-Za-z0-9_-]{1,100})/(?<name>[A-Za-z0-9._-]{1,100}?)(\\.git)?/?");

  /** GitHub looks at no case. */
  RepositoryName {
    owner = owner.toLowerCase(Locale.ROOT);
    name = name.toLowerCase(Locale.ROOT);
  }

  /** The one at an address; empty if that can be none. */
  static Optional<RepositoryName> of(GitUrl url) {
    Matcher path = PATH.matcher(url.path());
    return path.matches() && !path.group("name").matches("\\.{1,2}")
        ? Optional.of(new RepositoryName(path.group("owner"), path.group("name")))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
