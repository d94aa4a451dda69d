package dev.agentsessions.examples.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.store.postgres.PostgresStoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreOptionsTest {
  private static StoreChoice of(String... commandLine) {
    var arguments = new Arguments(List.of(commandLine), StoreOptions.NAMES, Set.of(), Set.of());
    StoreChoice choice = StoreOptions.of(arguments);
    arguments.check();
    return choice;
  }

  @Test
  void aDatabaseIsAUrlAUserAndAPasswordInAFile(@TempDir Path folder) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "s3cret\n");

    StoreChoice choice =
        of(
            "--store=postgres",
            "--jdbc-url=jdbc:postgresql://localhost/sessions",
            "--jdbc-user=me",
            "--jdbc-password-file=" + password);

    assertThat(choice)
        .isEqualTo(
            new StoreChoice.Postgres(
                PostgresStoreConfig.at("jdbc:postgresql://localhost/sessions", "me", "s3cret")));
    assertThat(choice.toString()).doesNotContain("s3cret");
  }

  @Test
  void whatADatabaseLacksIsSaidAndNoUrlIsShown() {
    assertThatThrownBy(() -> of("--store", "postgres", "--jdbc-user", "me"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            """
            --store postgres needs --jdbc-url
            --store postgres needs --jdbc-password-file\
            """);
    assertThatThrownBy(
            () ->
                of(
                    "--store=postgres",
                    "--jdbc-url=jdbc:mysql://me:s3cret@localhost/x",
                    "--jdbc-user=me",
                    "--jdbc-password-file=/not/there"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            """
            --jdbc-password-file must name a text file that can be read, not /not/there
            --jdbc-url must begin with jdbc:postgresql:\
            """);
  }
}
