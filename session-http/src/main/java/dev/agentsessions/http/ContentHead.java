package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer that comes from a pod, made anew for the client (decision 0030): whoever
 * works there may have put anything in the service's place, and what a browser makes of an answer
 * is said by its head. Only what is known passes; what runs as a page or sets a cookie does not.
 * For one thread.
 */
final class ContentHead {
  private static final int MOST = 16 << 10;
  private static final String END = "\r\n\r\n";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (101|[2-5][0-9]{2})( .*)?");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");

  /** By its name in lower case: its name as we write it. */
  private static final Map<String, String> PASSED = new LinkedHashMap<>();

  private static final Set<String> OF_SOCKETS =
      Set.of("sec-websocket-accept", "sec-websocket-protocol");

  private static final Set<String> JSON = Set.of("application/json", "application/problem+json");
  private static final String DISPOSITION = "Content-Disposition";
  private static final String FOR_SAVING = "attachment";

  /** With a file's name, as we write it. */
  private static final Pattern NAMED =
      Pattern.compile(FOR_SAVING + "; filename\\*=UTF-8''[A-Za-z0-9%._-]*");

  static {
    for (String name :
        new String[] {
          "Accept-Ranges",
          "Allow",
          DISPOSITION,
          "Content-Length",
          "Content-Range",
          "Content-Type",
          "ETag",
          "Idempotency-Replayed",
          "Output-End",
          "Output-Epoch",
          "Output-From",
          "Output-Has-More",
          "Retry-After",
          "Sec-WebSocket-Accept",
          "Sec-WebSocket-Protocol",
          "Transfer-Encoding",
        }) {
      PASSED.put(name.toLowerCase(Locale.ROOT), name);
    }
  }

  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  /**
   * Takes the next bytes of an answer.
   *
   * @return the head made anew, with what came after it, once all of it is there; until then empty
   * @throws IOException if it is no head that a service of ours sends
   */
  Optional<byte[]> take(byte[] bytes, int length) throws IOException {
    read.write(bytes, 0, length);
    String text = read.toString(ISO_8859_1);
    int end = text.indexOf(END);
    if (end < 0) {
      if (text.length() > MOST) {
        throw new IOException("the head of the answer is too long");
      }
      return Optional.empty();
    }
    String head = made(text.substring(0, end));
    return Optional.of((head + text.substring(end + END.length())).getBytes(ISO_8859_1));
  }

  private static String made(String head) throws IOException {
    String[] lines = head.split("\r\n", -1);
    Matcher status = STATUS.matcher(lines[0]);
    if (!status.matches()) {
      throw new IOException("not the status of an answer");
    }
    if (requireNonNull(status.group(1)).equals("401")) {
      // It is this host that the pod does not know; the caller has been let in.
      throw new IOException("the content service does not take its token");
    }
    boolean isSocket = status.group(1).equals("101");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      add(headers, lines[i], isSocket);
    }
    if (isSocket) {
      headers.put("Connection", "Upgrade");
      headers.put("Upgrade", "websocket");
    } else {
      secure(headers);
    }
    var made = new StringBuilder("HTTP/1.1 ").append(status.group(1)).append(" \r\n");
    headers.forEach((name, value) -> made.append(name).append(": ").append(value).append("\r\n"));
    return made.append("\r\n").toString();
  }

  private static void add(Map<String, String> headers, String line, boolean isSocket)
      throws IOException {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new IOException("not a header of an answer");
    }
    String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
    String value = line.substring(colon + 1).strip();
    String passed = PASSED.get(name);
    boolean isPassed =
        passed != null && OF_SOCKETS.contains(name) == isSocket && VALUE.matcher(value).matches();
    if (isPassed && headers.put(passed, value) != null) {
      throw new IOException("a header is there twice");
    }
  }

  /** What is not JSON of ours is for saving, whatever it says that it is. */
  private static void secure(Map<String, String> headers) {
    headers.putAll(SafeHeaders.ALL);
    headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
    headers.put("Connection", "close");
    if (!JSON.contains(headers.getOrDefault("Content-Type", ""))) {
      headers.merge(
          DISPOSITION, FOR_SAVING, (said, plain) -> NAMED.matcher(said).matches() ? said : plain);
    }
  }
}
