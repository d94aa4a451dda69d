package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the console's pages may do: load what is ours, run what is ours, be framed by nobody. The
 * terminal sets styles of its own; a script inside of a page (its import map) runs if it is the one
 * that we sent.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 */
final class ContentPolicy {
  private static final Pattern SCRIPT_INSIDE =
      Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

  private ContentPolicy() {}

  static String of(String name, byte[] bytes) {
    var scripts = new StringBuilder("'self'");
    if (name.endsWith(".html")) {
      Matcher inside = SCRIPT_INSIDE.matcher(new String(bytes, UTF_8));
      while (inside.find()) {
        scripts.append(" 'sha256-").append(hash(inside.group(1))).append("'");
      }
    }
    return "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; "
        + "form-action 'none'; frame-ancestors 'none'; img-src 'self' data:; "
        + "manifest-src 'self'; script-src "
        + scripts
        + "; style-src 'self' 'unsafe-inline'";
  }

  private static String hash(String script) {
    return Base64.getEncoder().encodeToString(ConsoleFiles.sha256(script.getBytes(UTF_8)));
  }
}
