package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.install.Manifests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stands in for the authorizer that the mock server lacks: lets a client do what the published
 * rights allow, and nothing else. What a client may do in any namespace it is bound in, it may do
 * in all namespaces of tests.
 */
final class Rights implements Interceptor {
  private static final Pattern REQUEST =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/v[^/]+(?:/namespaces/(?<namespace>[^/]+))?"
              + "/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?:/(?<part>[^/]+))?)?/?");

  /** Whoever is known may ask what he may do. */
  private static final String OPEN = "authorization.k8s.io";

  /** Something that was asked for: {@code create secrets}. */
  record Right(String verb, String group, String resource) implements Comparable<Right> {
    @Override
    public int compareTo(Right other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
  }

  private final List<PolicyRule> everywhere;
  private final List<PolicyRule> bound;
  private final Set<Right> used = ConcurrentHashMap.newKeySet();

  private Rights(List<PolicyRule> everywhere, List<PolicyRule> bound) {
    this.everywhere = everywhere;
    this.bound = bound;
  }

  static Rights published() {
    List<HasMetadata> objects = Manifests.read(Manifests.RIGHTS);
    return new Rights(
        rules(
            objects,
            roles(objects, ClusterRoleBinding.class, binding -> binding.getRoleRef().getName())),
        rules(
            objects, roles(objects, RoleBinding.class, binding -> binding.getRoleRef().getName())));
  }

  private static <T> List<String> roles(
      List<HasMetadata> objects, Class<T> type, Function<T, String> role) {
    return objects.stream().filter(type::isInstance).map(type::cast).map(role).toList();
  }

  private static List<PolicyRule> rules(List<HasMetadata> objects, List<String> roles) {
    return objects.stream()
        .filter(object -> roles.contains(object.getMetadata().getName()))
        .flatMap(object -> Manifests.rules(object).stream())
        .toList();
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    Matcher asked = REQUEST.matcher(request.uri().getPath());
    if (!asked.matches()) {
      return; // of no resource: what an API server can do
    }
    Right right = right(request.method(), request.uri(), asked);
    if (right.group().equals(OPEN)) {
      return;
    }
    Stream<PolicyRule> rules =
        Stream.concat(
            everywhere.stream(), asked.group("namespace") == null ? Stream.of() : bound.stream());
    if (rules.noneMatch(allows(right))) {
      throw new KubernetesClientException(
          "may not " + right + " by " + request.uri(), HttpURLConnection.HTTP_FORBIDDEN, null);
    }
    used.add(right);
  }

  /** What was asked for and allowed. */
  Set<Right> used() {
    return new TreeSet<>(used);
  }

  /** All that is allowed. */
  Set<Right> all() {
    Set<Right> all = new TreeSet<>();
    Stream.concat(everywhere.stream(), bound.stream())
        .forEach(
            rule ->
                rule.getResources()
                    .forEach(
                        resource ->
                            rule.getVerbs()
                                .forEach(
                                    verb ->
                                        all.add(
                                            new Right(
                                                verb, rule.getApiGroups().getFirst(), resource)))));
    return all;
  }

  private static Predicate<PolicyRule> allows(Right right) {
    return rule ->
        rule.getApiGroups().contains(right.group())
            && rule.getResources().contains(right.resource())
            && rule.getVerbs().contains(right.verb());
  }

  private static Right right(String method, URI uri, Matcher asked) {
    String group = asked.group("group") == null ? "" : asked.group("group");
    String part = asked.group("part") == null ? "" : "/" + asked.group("part");
    boolean one = asked.group("name") != null;
    String verb =
        switch (method) {
          case "GET" -> one ? "get" : isWatch(uri) ? "watch" : "list";
          case "DELETE" -> one ? "delete" : "deletecollection";
          default -> Map.of("POST", "create", "PUT", "update", "PATCH", "patch").get(method);
        };
    return new Right(verb, group, asked.group("resource") + part);
  }

  private static boolean isWatch(URI uri) {
    return uri.getQuery() != null && uri.getQuery().contains("watch=true");
  }
}
