package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.ConsoleFiles.ConsoleFile;
import io.helidon.http.HeaderNames;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** The web console's files: its page at the root, the rest below {@code /console/}. */
final class ConsoleEndpoints {
  /** Loads what is ours, runs what is ours, is framed by nobody; the terminal makes styles. */
  private static final String POLICY =
      "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; "
          + "form-action 'none'; frame-ancestors 'none'; img-src 'self' data:; "
          + "manifest-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'";

  private final ConsoleFiles files;

  @Inject
  ConsoleEndpoints(ConsoleFiles files) {
    this.files = requireNonNull(files, "files");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                "/",
                "getConsole",
                "The web console",
                Gives.of("text/html", "ETag", "Content-Security-Policy"),
                call -> answer(call, ConsoleFiles.INDEX))
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.GET,
                "/console/{file...}",
                "getConsoleFile",
                "A file of the web console",
                Gives.of("*/*", "ETag", "Content-Security-Policy"),
                call -> answer(call, call.text("file")))
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer answer(Call call, String name) {
    ConsoleFile file = files.find(name);
    boolean isKnown = call.header(HeaderNames.IF_NONE_MATCH).filter(file.tag()::equals).isPresent();
    Answer answer =
        isKnown ? Answer.empty(304) : new Answer(200, file.contentType(), file.bytes(), Map.of());
    return answer
        .with("ETag", file.tag())
        .with("Cache-Control", "no-cache")
        .with("Content-Security-Policy", POLICY);
  }
}
