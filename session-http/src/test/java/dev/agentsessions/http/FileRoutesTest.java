package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.operation.FileCalls;
import dev.agentsessions.session.SessionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRoutesTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();
  private final JsonNode session = client.createResting("files" + System.nanoTime());
  private final String base = SESSIONS + "/" + session.get("slug").asText();

  @Test
  @DisplayName("F-01 a folder is listed by name, a file is its own entry, and nothing has none")
  void aFolderIsListed() {
    put("src/b.txt", "12345").expect(201);
    put("src/a/c", "").expect(201);

    JsonNode items = list("src");

    assertThat(items).extracting(item -> item.get("name").asText()).containsExactly("a", "b.txt");
    assertThat(items.get(0).get("isDir").asBoolean()).isTrue();
    assertThat(items.get(1).get("path").asText()).isEqualTo("src/b.txt");
    assertThat(items.get(1).get("size").asLong()).isEqualTo(5);
    assertThat(items.get(1).get("modifiedAt").asText()).endsWith("Z");
    assertThat(client.get(base + "/files").expect(200).json().get("items")).hasSize(1);
    assertThat(list("src/b.txt")).hasSize(1);
    assertThat(list("nothing/here")).isEmpty();
  }

  @Test
  @DisplayName("F-02 what is put is got, whatever bytes it has and however many")
  void whatIsPutIsGot() {
    byte[] bytes = new byte[3 << 20];
    new Random(5).nextBytes(bytes);

    TestClient.Reply put = put("made/b%C3%A9.bin", bytes);

    assertThat(put.expect(201).json().get("size").asInt()).isEqualTo(bytes.length);
    TestClient.Reply got = client.get(file("made/b%C3%A9.bin")).expect(200);
    assertThat(got.bytes()).isEqualTo(bytes);
    assertThat(got.header("Content-Length")).isEqualTo(String.valueOf(bytes.length));
    assertThat(got.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(got.header("ETag")).isEqualTo(put.header("ETag")).isNotEmpty();
    put("made/b%C3%A9.bin", "new").expect(200);
    assertThat(client.get(file("made/b%C3%A9.bin")).text()).isEqualTo("new");
  }

  @Test
  @DisplayName("F-02 a body of unknown length is taken as it comes")
  void aBodyOfUnknownLength() {
    byte[] bytes = new byte[1_000_000];
    TestClient.Reply put =
        client.send(
            client
                .request(file("chunked"))
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));

    put.expect(201);
    assertThat(client.get(file("chunked")).bytes()).hasSize(bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, 0123, bytes 0-3/10",
    "bytes=4-, 206, 456789, bytes 4-9/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=-30, 206, 0123456789, bytes 0-9/10",
    "bytes=8-100, 206, 89, bytes 8-9/10",
    "'bytes=0-1,3-4', 200, 0123456789, ''",
    "bytes=5-2, 200, 0123456789, ''",
    "bytes=-, 200, 0123456789, ''",
    "lines=1-2, 200, 0123456789, ''",
  })
  @DisplayName("F-02 a range is answered as it was asked for")
  void ranges(String range, int status, String content, String contentRange) {
    put("numbers", "0123456789");

    TestClient.Reply reply = client.get(file("numbers"), "Range", range).expect(status);

    assertThat(reply.text()).isEqualTo(content);
    assertThat(reply.header("Content-Range")).isEqualTo(contentRange);
  }

  @Test
  @DisplayName("F-02 a range that is not there is refused, with the size")
  void aRangeThatIsNotThere() {
    put("numbers", "0123456789");
    put("empty", "");

    for (String range : List.of("bytes=10-", "bytes=10-11", "bytes=-0")) {
      TestClient.Reply reply = client.get(file("numbers"), "Range", range);
      reply.problem(416, "range-not-satisfiable");
      assertThat(reply.header("Content-Range")).isEqualTo("bytes */10");
    }
    client.get(file("empty"), "Range", "bytes=0-").problem(416, "range-not-satisfiable");
    assertThat(client.get(file("empty")).expect(200).bytes()).isEmpty();
  }

  @Test
  @DisplayName("F-02 who knows the content gets no bytes, and whose part is outdated gets all")
  void conditions() {
    String tag = put("file", "former").header("ETag");

    assertThat(client.get(file("file"), "If-None-Match", tag).expect(304).bytes()).isEmpty();
    client.get(file("file"), "Range", "bytes=1-", "If-Range", tag).expect(206);
    put("file", "newer content");
    client.get(file("file"), "If-None-Match", tag).expect(200);
    client.get(file("file"), "Range", "bytes=1-", "If-Range", tag).expect(200);
  }

  @Test
  @DisplayName("F-02 an editor does not overwrite what changed since it was read")
  void anEditorDoesNotOverwrite() {
    String tag = put("file", "read").header("ETag");
    put("file", "changed by an agent");

    put("file", "edited", "If-Match", tag).problem(409, "stale");
    put("missing", "edited", "If-Match", "*").problem(409, "stale");

    assertThat(client.get(file("file")).text()).isEqualTo("changed by an agent");
    put("file", "edited", "If-Match", client.get(file("file")).header("ETag")).expect(200);
  }

  @Test
  @DisplayName("F-02 who means to make a file overwrites none")
  void whoMakesAFileOverwritesNone() {
    put("file", "first", "If-None-Match", "*").expect(201);

    put("file", "second", "If-None-Match", "*").problem(409, "already-exists");

    assertThat(client.get(file("file")).text()).isEqualTo("first");
  }

  @Test
  @DisplayName("F-02 a HEAD has no bytes and all headers")
  void head() {
    put("file", "12345");

    TestClient.Reply reply = client.method("HEAD", file("file")).expect(200);

    assertThat(reply.bytes()).isEmpty();
    assertThat(reply.header("Content-Length")).isEqualTo("5");
    assertThat(reply.header("Accept-Ranges")).isEqualTo("bytes");
  }

  @Test
  @DisplayName("F-02 files are deleted, and only files")
  void deleting() {
    put("folder/file", "x");

    client.delete(file("folder")).problem(400, "invalid");
    client.delete(file("folder/file")).expect(204);
    client.delete(file("folder/file")).problem(404, "not-found");
    client.get(file("folder/file")).problem(404, "not-found");
    client.get(file("folder")).problem(400, "invalid");
  }

  @Test
  @DisplayName("F-02 more than may be written is refused before it is sent")
  void tooLarge() {
    String response =
        RawHttp.exchange(
            host.port(),
            "PUT",
            file("large"),
            "Host: 127.0.0.1:" + host.port(),
            "Expect: 100-continue",
            "Content-Length: " + (FileCalls.MAX_BYTES + 1));

    assertThat(RawHttp.status(response)).isEqualTo(413);
    assertThat(response)
        .contains("/problems/too-large")
        .contains(String.valueOf(FileCalls.MAX_BYTES))
        .doesNotContain("100 Continue");
    assertThat(list("large")).isEmpty();
  }

  @Test
  @DisplayName("F-02 a folder is one zip file")
  void archive() throws IOException {
    put("src/a/deep", "deep");
    put("src/top", "top");
    put("other", "x");

    TestClient.Reply reply = client.get(base + "/archive?path=src").expect(200);

    assertThat(reply.header("Content-Type")).isEqualTo("application/zip");
    assertThat(reply.header("Content-Disposition")).contains("src.zip");
    assertThat(names(reply.bytes())).containsExactlyInAnyOrder("a/", "a/deep", "top");
    assertThat(names(client.get(base + "/archive").expect(200).bytes())).contains("src/top");
    client.get(base + "/archive?path=nothing").problem(404, "not-found");
    client.get(base + "/archive?path=other").problem(400, "invalid");
    client.get(base + "/archive?path=..").problem(400, "invalid");
  }

  @Test
  @DisplayName("T-04 what a workspace holds never runs as a page of ours")
  void noPageOfOurs() {
    put("evil.html", "<script>alert(1)</script>");
    put("evil.svg", "<svg onload='alert(1)'/>");

    for (String each : List.of("evil.html", "evil.svg")) {
      TestClient.Reply reply = client.get(file(each)).expect(200);
      assertThat(reply.header("Content-Security-Policy")).contains("sandbox");
      assertThat(reply.header("Content-Disposition")).startsWith("attachment");
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  static Stream<String> traversals() {
    return Stream.of(
        "../secret",
        "a/../../secret",
        "%2e%2e/secret",
        "%2e%2e%2fsecret",
        "..%2Fsecret",
        "a/%2e%2E/%2e./secret",
        "%2fetc/passwd",
        "/etc/passwd",
        "a//b",
        "a/",
        ".",
        "a/./b",
        "..%5csecret",
        "a%5Cb",
        "%00",
        "a%00.txt",
        "a%0d%0aX-Injected:%20yes",
        "%ff%fe",
        "%c0%ae%c0%ae/secret",
        ".git/config",
        ".GIT%2Fconfig",
        "sub/.git/hooks/post-checkout",
        ".git%2e/config",
        "git~1/config",
        "n".repeat(256),
        "d/".repeat(2050) + "f");
  }

  @ParameterizedTest
  @MethodSource("traversals")
  @DisplayName("F-03 ways out, encoded or not, are a clear 400 for every method")
  void traversals(String path) {
    for (String method : List.of("GET", "PUT", "DELETE")) {
      String response =
          RawHttp.exchange(
              host.port(),
              method,
              file(path),
              "Host: 127.0.0.1:" + host.port(),
              "Content-Length: 0");

      assertThat(RawHttp.status(response)).as(response).isEqualTo(400);
      assertThat(response).contains("/problems/invalid").doesNotContain("X-Injected: yes\r");
    }
    assertThat(list("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%252e%252e%252fsecret", "%252e%252e/secret", "%25%32%65/x", "...", "a."})
  @DisplayName("F-03 what is encoded twice is a name like any other, in the workspace")
  void doubleEncoded(String path) {
    put(path, "here").expect(201);

    assertThat(client.get(file(path)).text()).isEqualTo("here");
    assertThat(list("")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "/", "a/..", "%00", "%5c", ".git", "a//b", "%ff"})
  @DisplayName("F-03 ways out are refused in queries, too")
  void queries(String path) {
    JsonNode problem = client.get(base + "/files?path=" + path).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo("path");
  }

  @Test
  @DisplayName("F-03 a link that leads out is a clear 400")
  void aLinkThatLeadsOut() {
    var id = new SessionId(session.get("id").asText());
    host.world().files().putLink(id, "out", "../secret");

    client.get(file("out")).problem(400, "invalid");
    put("out", "x").problem(400, "invalid");
    client.get(base + "/files?path=out").problem(400, "invalid");
    assertThat(list("").get(0).get("type").asText()).isEqualTo("link");
    client.delete(file("out")).expect(204);
  }

  @Test
  @DisplayName("F-01, F-02 of a session that is not there nothing is told")
  void noSession() {
    client.get(SESSIONS + "/nobody/files").problem(404, "not-found");
    client.get(SESSIONS + "/nobody/files/x").problem(404, "not-found");
    client.get(SESSIONS + "/nobody/archive").problem(404, "not-found");
    client.delete(SESSIONS + "/nobody/files/x").problem(404, "not-found");
  }

  @Test
  @DisplayName("F-01 a session whose workspace is not there says so")
  void noWorkspace() {
    host.world().files().lose(new SessionId(session.get("id").asText()));

    JsonNode problem = client.get(base + "/files").problem(422, "unsatisfied");

    assertThat(problem.get("field").asText()).isEqualTo("workspace");
  }

  private String file(String path) {
    return base + "/files/" + path;
  }

  private JsonNode list(String path) {
    return client.get(base + "/files?path=" + path).expect(200).json().get("items");
  }

  private TestClient.Reply put(String path, String content, String... headers) {
    return client.send(
        client.request(file(path), headers).PUT(BodyPublishers.ofString(content, UTF_8)));
  }

  private TestClient.Reply put(String path, byte[] content) {
    return client.send(client.request(file(path)).PUT(BodyPublishers.ofByteArray(content)));
  }

  private static List<String> names(byte[] archive) throws IOException {
    List<String> names = new ArrayList<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        names.add(each.getName());
      }
    }
    return names;
  }
}
