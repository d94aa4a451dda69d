package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Endpoint.Home;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.FileCalls;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspacePath;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of a session's workspace (SPEC 7.1, R-A16 to R-A18; F-01, F-02), and those that wait for
 * it.
 */
final class FileEndpoints {
  private static final String FILES = SessionEndpoints.SESSION + "/files";
  private static final String FILE = FILES + "/{path...}";
  private static final String UPLOAD = SessionEndpoints.SESSION + "/uploads/{upload}";
  private static final Parameter PATH =
      Parameter.text("path", "a folder or file of the workspace; its root unless said");

  private final FileCalls files;
  private final Downloads downloads;

  @Inject
  FileEndpoints(FileCalls files, Downloads downloads) {
    this.files = requireNonNull(files, "files");
    this.downloads = requireNonNull(downloads, "downloads");
  }

  List<Endpoint> all() {
    return Stream.of(
            Endpoint.of(
                    Method.GET,
                    FILES,
                    "listFiles",
                    "What a folder holds, by name; of a file itself, and nothing where nothing is",
                    Gives.json(200, "FileList"),
                    this::list)
                .needs(Access.VIEW)
                .asks(List.of(PATH))
                .mayAnswer(ProblemType.NOT_FOUND, ProblemType.UNSATISFIED),
            Endpoint.of(
                    Method.GET,
                    FILE,
                    "readFile",
                    "The bytes of a file, or those that Range asks for",
                    Gives.of("application/octet-stream", "ETag", "Accept-Ranges", "Content-Range")
                        .or(Status.PARTIAL_CONTENT_206.code())
                        .or(Status.NOT_MODIFIED_304.code()),
                    this::read)
                .needs(Access.VIEW)
                .mayAnswer(
                    ProblemType.NOT_FOUND,
                    ProblemType.RANGE_NOT_SATISFIABLE,
                    ProblemType.UNSATISFIED),
            Endpoint.of(
                    Method.PUT,
                    FILE,
                    "writeFile",
                    "Makes a file, with its folders, or replaces one as a whole",
                    Gives.json(200, "File", "ETag").or(201),
                    this::write)
                .needs(Access.EDIT)
                .takes(Takes.stream())
                .mayAnswer(
                    ProblemType.NOT_FOUND,
                    ProblemType.STALE,
                    ProblemType.ALREADY_EXISTS,
                    ProblemType.UNSATISFIED),
            Endpoint.of(
                    Method.DELETE,
                    FILE,
                    "deleteFile",
                    "Deletes a file",
                    Gives.nothing(),
                    this::delete)
                .needs(Access.EDIT)
                .mayAnswer(ProblemType.NOT_FOUND, ProblemType.UNSATISFIED),
            Endpoint.of(
                    Method.PUT,
                    UPLOAD,
                    "uploadFile",
                    "Keeps a file, of 1 byte to 10 MiB, for the workspace when the session starts",
                    Gives.nothing(),
                    this::upload)
                .needs(Access.EDIT)
                .takes(Takes.stream())
                .mayAnswer(
                    ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.LIMIT_REACHED),
            Endpoint.of(
                    Method.DELETE,
                    UPLOAD,
                    "removeUpload",
                    "Keeps an uploaded file no longer",
                    Gives.nothing(),
                    this::removeUpload)
                .needs(Access.EDIT)
                .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE),
            Endpoint.of(
                    Method.GET,
                    SessionEndpoints.SESSION + "/archive",
                    "archiveFiles",
                    "A folder with all that is in it, as a zip file",
                    Gives.of("application/zip"),
                    this::archive)
                .needs(Access.VIEW)
                .asks(List.of(PATH))
                .mayAnswer(ProblemType.NOT_FOUND, ProblemType.UNSATISFIED))
        .map(endpoint -> endpoint.at(Home.WORKSPACE))
        .toList();
  }

  private Answer list(Call call) {
    return Answer.json(
        200,
        ApiJson.writeFiles(files.list(call.caller(), call.project(), call.session(), asked(call))));
  }

  private Outcome read(Call call) {
    OpenFile file = files.open(call.caller(), call.project(), call.session(), path(call));
    boolean handedOn = false;
    try {
      Outcome outcome = read(call, file);
      handedOn = outcome instanceof Download;
      return outcome;
    } finally {
      if (!handedOn) {
        file.close();
      }
    }
  }

  private Outcome read(Call call, OpenFile file) {
    FileEntry entry = file.entry();
    String tag = tag(entry);
    if (call.header(HeaderNames.IF_NONE_MATCH).filter(tag::equals).isPresent()) {
      return Answer.empty(Status.NOT_MODIFIED_304.code()).with("ETag", tag);
    }
    boolean isSame = call.header(HeaderNames.IF_RANGE).map(tag::equals).orElse(true);
    Optional<ByteRange> range =
        isSame
            ? call.header(HeaderNames.RANGE).flatMap(text -> ByteRange.of(text, entry.size()))
            : Optional.empty();
    long count = range.map(ByteRange::count).orElse(entry.size());
    if (count > FileCalls.MAX_BYTES) {
      throw new SessionException.TooLarge("what is asked for", count, FileCalls.MAX_BYTES);
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept-Ranges", "bytes");
    headers.put("Content-Length", String.valueOf(count));
    headers.put("ETag", tag);
    range.ifPresent(part -> headers.put("Content-Range", part.contentRange(entry.size())));
    return downloads.of(
        call,
        range.isPresent() ? Status.PARTIAL_CONTENT_206 : Status.OK_200,
        entry.name(),
        headers,
        new FileContent(file, range.map(ByteRange::from).orElse(0L), count));
  }

  private record FileContent(OpenFile file, long from, long count) implements Download.Content {
    @Override
    public void writeTo(OutputStream to) throws IOException {
      try (InputStream bytes = file.read(from, count)) {
        bytes.transferTo(to);
      }
    }

    @Override
    public void close() {
      file.close();
    }
  }

  private Answer write(Call call) {
    WorkspacePath path = path(call);
    Optional<FileEntry> former = files.find(call.caller(), call.project(), call.session(), path);
    call.header(HeaderNames.IF_MATCH).ifPresent(tag -> checkSame(tag, former));
    call.header(HeaderNames.IF_NONE_MATCH)
        .filter("*"::equals)
        .ifPresent(any -> checkNothing(former));
    try {
      FileEntry written =
          files.write(
              call.caller(),
              call.project(),
              call.session(),
              path,
              call.content().stream(FileCalls.MAX_BYTES));
      return Answer.json(former.isPresent() ? 200 : 201, ApiJson.write(written))
          .with("ETag", tag(written));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For editors: who writes what was read a second ago overwrites nobody but a faster one. */
  private static void checkSame(String tag, Optional<FileEntry> former) {
    boolean isSame = former.isPresent() && (tag.equals("*") || tag.equals(tag(former.get())));
    if (!isSame) {
      throw new Refusal(ProblemType.STALE, "the file changed since it was read");
    }
  }

  /** For those who mean to make a file. */
  private static void checkNothing(Optional<FileEntry> former) {
    if (former.isPresent()) {
      throw new Refusal(ProblemType.ALREADY_EXISTS, "there is something of that name");
    }
  }

  private Answer delete(Call call) {
    files.delete(call.caller(), call.project(), call.session(), path(call));
    return Answer.empty(204);
  }

  private Answer upload(Call call) {
    try {
      files.upload(
          call.caller(),
          call.project(),
          call.session(),
          new WorkspacePath(call.text("upload")),
          call.content().stream(Uploads.MAX_BYTES));
      return Answer.empty(204);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer removeUpload(Call call) {
    files.removeUpload(
        call.caller(), call.project(), call.session(), new WorkspacePath(call.text("upload")));
    return Answer.empty(204);
  }

  private Outcome archive(Call call) {
    WorkspacePath folder = asked(call);
    FileEntry found =
        files
            .find(call.caller(), call.project(), call.session(), folder)
            .orElseThrow(() -> new SessionException.NotFound("folder " + folder));
    Invalid.check(found.isDirectory(), "path", "must name a folder");
    String name = folder.isRoot() ? call.text("session") : folder.name();
    return downloads.of(
        call,
        Status.OK_200,
        name + ".zip",
        Map.of(),
        to -> files.archive(call.caller(), call.project(), call.session(), folder, to));
  }

  private static WorkspacePath path(Call call) {
    return new WorkspacePath(call.text("path"));
  }

  private static WorkspacePath asked(Call call) {
    return call.query().text("path").map(WorkspacePath::new).orElse(WorkspacePath.ROOT);
  }

  private static String tag(FileEntry entry) {
    return "\"" + entry.tag() + "\"";
  }
}
