package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.GitUrl;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A session in a workspace that is made for it, of clones of git repositories, by a runtime.
 *
 * @param repos no two of one name, whatever its case, or of one address; at most {@value
 *     #MAX_REPOSITORIES}
 * @param workflow in whose folder agents run; absent: in the workspace's root
 */
public record AgenticSession(List<SourceRepository> repos, Optional<ActiveWorkflow> workflow)
    implements SessionKind {
  public static final int MAX_REPOSITORIES = 50;

  public AgenticSession {
    repos = List.copyOf(repos);
    requireNonNull(workflow, "workflow");
    Invalid.check(
        repos.size() <= MAX_REPOSITORIES, "spec.repos", "has more than " + MAX_REPOSITORIES);
    Set<String> names = new HashSet<>();
    Set<GitUrl> urls = new HashSet<>();
    for (int i = 0; i < repos.size(); i++) {
      Invalid.check(
          names.add(folded(repos.get(i).name())), field(i, "name"), "is that of another one, too");
      Invalid.check(urls.add(repos.get(i).url()), field(i, "url"), "is that of another one, too");
    }
  }

  private static String field(int index, String part) {
    return "spec.repos[" + index + "]." + part;
  }

  /** All that it is cloned from, each by the field that says it. */
  public Map<String, GitUrl> addresses() {
    Map<String, GitUrl> addresses = new LinkedHashMap<>();
    for (int i = 0; i < repos.size(); i++) {
      addresses.put(field(i, "url"), repos.get(i).url());
    }
    workflow.ifPresent(it -> addresses.put("spec.activeWorkflow.gitUrl", it.url()));
    return addresses;
  }

  /** Some file systems take them for one. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  public Optional<SourceRepository> repo(String name) {
    return repos.stream().filter(repo -> repo.name().equals(name)).findFirst();
  }

  /** One that another cannot be beside: of its name or its address. */
  public Optional<SourceRepository> rivalOf(SourceRepository other) {
    return repos.stream()
        .filter(
            repo ->
                folded(repo.name()).equals(folded(other.name())) || repo.url().equals(other.url()))
        .findFirst();
  }

  public AgenticSession with(SourceRepository repo) {
    return new AgenticSession(Stream.concat(repos.stream(), Stream.of(repo)).toList(), workflow);
  }

  public AgenticSession without(String name) {
    return new AgenticSession(
        repos.stream().filter(repo -> !repo.name().equals(name)).toList(), workflow);
  }

  /**
   * @param workflow absent: none
   */
  public AgenticSession with(Optional<ActiveWorkflow> workflow) {
    return new AgenticSession(repos, workflow);
  }
}
