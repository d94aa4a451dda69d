package dev.agentsessions.examples.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.store.postgres.PostgresStoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The part of the command line that says where sessions are kept. */
public final class StoreOptions {
  private static final String POSTGRES = "postgres";
  private static final String URL = "--jdbc-url";
  private static final String USER = "--jdbc-user";
  private static final String PASSWORD_FILE = "--jdbc-password-file";

  public static final Set<String> NAMES = Set.of("--store", URL, USER, PASSWORD_FILE);

  private StoreOptions() {}

  /** What is wrong is one of the arguments' problems, and some store is answered. */
  public static StoreChoice of(Arguments arguments) {
    String store = arguments.get("--store", "h2", StoreOptions::store);
    if (store.equals(POSTGRES)) {
      return postgres(arguments);
    }
    List.of(URL, USER, PASSWORD_FILE).stream()
        .filter(arguments::has)
        .forEach(option -> arguments.problem(option + " is for --store postgres only"));
    return store.equals("memory") ? new StoreChoice.Memory() : new StoreChoice.H2();
  }

  private static StoreChoice postgres(Arguments arguments) {
    String url = needed(arguments, URL, text -> text);
    String user = needed(arguments, USER, text -> text);
    String password = needed(arguments, PASSWORD_FILE, StoreOptions::password);
    if (url.startsWith(PostgresStoreConfig.URL_PREFIX)) {
      return new StoreChoice.Postgres(PostgresStoreConfig.at(url, user, password));
    }
    if (arguments.has(URL)) {
      // Without the value: a URL may hold a password.
      arguments.problem(URL + " must begin with " + PostgresStoreConfig.URL_PREFIX);
    }
    return new StoreChoice.H2();
  }

  private static String needed(Arguments arguments, String option, Function<String, String> read) {
    if (!arguments.has(option)) {
      arguments.problem("--store postgres needs " + option);
    }
    return arguments.get(option, "", read);
  }

  private static String store(String word) {
    if (List.of("h2", "memory", POSTGRES).contains(word)) {
      return word;
    }
    throw new IllegalArgumentException("must be h2 or memory or postgres");
  }

  /** The file's text, but for the end of its line, which editors add. */
  private static String password(String file) {
    try {
      return Files.readString(Path.of(file), UTF_8).replaceFirst("\\R\\z", "");
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("must name a text file that can be read", e);
    }
  }
}
