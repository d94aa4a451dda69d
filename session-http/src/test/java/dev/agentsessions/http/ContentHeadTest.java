package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of the head of an answer that comes from a pod. */
class ContentHeadTest {
  private static String made(String answer) throws IOException {
    byte[] bytes = answer.getBytes(ISO_8859_1);
    return new String(new ContentHead().take(bytes, bytes.length).orElseThrow(), ISO_8859_1);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  @Test
  @DisplayName("K-08, T-04 nothing from a pod sets a cookie, runs as a page or sends elsewhere")
  void onlyWhatIsKnownPasses() throws IOException {
    String made =
        made(
            lines(
                "HTTP/1.1 200 OK and more",
                "Set-Cookie: session=stolen",
                "Content-Type: text/html",
                "content-security-policy: script-src *",
                "Access-Control-Allow-Origin: *",
                "Location: https://evil.example",
                "Content-Disposition: inline",
                "Cache-Control: public",
                "Content-Length: 4",
                "",
                "<b>",
                "",
                ""));

    assertThat(made.split("\r\n"))
        .contains(
            "HTTP/1.1 200 ",
            "Cache-Control: no-store",
            "Connection: close",
            "Content-Disposition: attachment",
            "Content-Length: 4",
            "Content-Security-Policy: default-src 'none'; sandbox",
            "X-Content-Type-Options: nosniff");
    assertThat(made)
        .doesNotContainIgnoringCase("cookie")
        .doesNotContain("evil", "script-src", "Access-Control", "inline", "public")
        .endsWith("\r\n\r\n<b>\r\n\r\n");
  }

  @Test
  void whatAServiceOfOursSaysPasses() throws IOException {
    String file =
        made(
            lines(
                "HTTP/1.1 206 Partial Content",
                "Content-Disposition: attachment; filename*=UTF-8''b%C3%A9.bin",
                "Content-Range: bytes 5-8/90",
                "ETag: \"7\"",
                "Content-Type: application/octet-stream",
                "",
                ""));
    String json = made("HTTP/1.1 404 \r\nContent-Type: application/problem+json\r\n\r\n{}");

    assertThat(file)
        .contains("attachment; filename*=UTF-8''b%C3%A9.bin", "bytes 5-8/90", "ETag: \"7\"");
    assertThat(json)
        .startsWith("HTTP/1.1 404 ")
        .contains("application/problem+json")
        .doesNotContain("Content-Disposition");
  }

  @Test
  void aSocketsHeadIsThatOfASocket() throws IOException {
    String made =
        made(
            lines(
                "HTTP/1.1 101 Switching",
                "Upgrade: h2c",
                "Sec-WebSocket-Accept: abc=",
                "Sec-WebSocket-Protocol: p",
                "Set-Cookie: a=b",
                "",
                "frames"));

    assertThat(made)
        .isEqualTo(
            lines(
                "HTTP/1.1 101 ",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: abc=",
                "Sec-WebSocket-Protocol: p",
                "Upgrade: websocket",
                "",
                "frames"));
  }

  @Test
  void aHeadMayComeInParts() throws IOException {
    var head = new ContentHead();
    String answer = "HTTP/1.1 204 \r\nETag: \"1\"\r\n\r\n";
    Optional<byte[]> made = Optional.empty();

    for (byte each : answer.getBytes(ISO_8859_1)) {
      assertThat(made).isEmpty();
      made = head.take(new byte[] {each}, 1);
    }

    assertThat(new String(made.orElseThrow(), ISO_8859_1)).contains("ETag: \"1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 99 no\r\n\r\n",
        "<html>\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      })
  void whatIsNoHeadIsRefused(String answer) {
    assertThatThrownBy(() -> made(answer)).isInstanceOf(IOException.class);
  }

  @Test
  void aHeadIsBounded() {
    byte[] endless = "HTTP/1.1 200 OK\r\n".concat("a: b\r\n".repeat(10_000)).getBytes(ISO_8859_1);

    assertThatThrownBy(() -> new ContentHead().take(endless, endless.length))
        .isInstanceOf(IOException.class);
  }
}
