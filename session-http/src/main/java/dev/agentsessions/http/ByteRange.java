package dev.agentsessions.http;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of something that has a size.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range-requests">RFC 9110, 14</a>
 */
record ByteRange(long from, long count) {
  private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  ByteRange {
    checkArgument(from >= 0 && count > 0, "no range: %s, %s", from, count);
  }

  /**
   * What a header asks for; empty: everything, since it asks for several parts or for nothing that
   * is known, which may be disregarded.
   *
   * @throws Refusal if the thing has no such bytes
   */
  static Optional<ByteRange> of(String header, long size) {
    Matcher form = FORM.matcher(header);
    if (!form.matches() || header.equals("bytes=-")) {
      return Optional.empty();
    }
    String first = form.group(1);
    String last = form.group(2);
    long from =
        first.isEmpty() ? size - Math.min(size, Long.parseLong(last)) : Long.parseLong(first);
    long end = first.isEmpty() || last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
    if (!first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < from) {
      return Optional.empty();
    }
    if (from >= end) {
      throw new Refusal(
          ProblemType.RANGE_NOT_SATISFIABLE,
          "it has " + size + " bytes",
          Map.of("Content-Range", "bytes */" + size));
    }
    return Optional.of(new ByteRange(from, end - from));
  }

  /** As the answer's header says it. */
  String contentRange(long size) {
    return "bytes " + from + "-" + (from + count - 1) + "/" + size;
  }
}
