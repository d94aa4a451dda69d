package dev.agentsessions.k8s.operator;

import com.google.common.hash.Hashing;
import dev.agentsessions.k8s.resource.AgenticSession;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a session's objects are called. All names are labels of at most 63 characters, also those
 * that others make of them: a Job's pods get six characters more.
 *
 * @param base of all names, and the value of the session's label
 */
record Names(String base) {
  private static final String PREFIX = "as-";
  private static final int LONGEST = 52;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final int HASH = 10;

  /** Two sessions of a namespace do not share a base. */
  static Names of(AgenticSession session) {
    String name = session.getMetadata().getName();
    String plain = PREFIX + name;
    if (plain.length() <= LONGEST && LABEL.matcher(name).matches()) {
      return new Names(plain);
    }
    // A session's name may be longer than a label, and have dots.
    String start = plain.replace('.', '-');
    int room = LONGEST - HASH - 1;
    return new Names(start.substring(0, Math.min(room, start.length())) + "-" + hash(name));
  }

  String claim() {
    return base;
  }

  String account() {
    return base;
  }

  String role() {
    return base;
  }

  String job() {
    return base;
  }

  String service() {
    return base;
  }

  String policy() {
    return base;
  }

  String tokens() {
    return base + "-token";
  }

  /** Of the pod that serves the files while the session rests, and of its token. */
  String access() {
    return base + "-access";
  }

  /** Of the session's copy of a Secret. */
  String copyOf(String secret) {
    return base + "-" + hash(secret);
  }

  private static String hash(String name) {
    return Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString().substring(0, HASH);
  }
}
