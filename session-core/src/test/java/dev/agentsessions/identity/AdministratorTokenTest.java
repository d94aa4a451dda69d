package dev.agentsessions.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.memory.InMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministratorTokenTest {
  @TempDir Path data;
  private Path file;
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final InMemoryStore store = new InMemoryStore(clock);

  @BeforeEach
  void find() {
    file = data.resolve("admin.token");
  }

  @Test
  @DisplayName("T-03 the first start leaves an administrator's token for the data's owner alone")
  void theFirstStartLeavesAToken() throws IOException {
    start(store);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(proven(store)).contains(AdministratorToken.ADMINISTRATOR);
    assertThat(data).isDirectoryContaining(file::equals).isNotEmptyDirectory();
  }

  @Test
  @DisplayName("T-03 it is written once: the next start leaves it alone")
  void theNextStartLeavesItAlone() throws IOException {
    start(store);
    String first = Files.readString(file);
    now = now.plus(Duration.ofDays(300));

    start(store);

    assertThat(file).hasContent(first.strip());
    assertThat(store.tokens().ofUser("admin")).hasSize(1);
  }

  @Test
  @DisplayName("T-03 what holds no longer, or not in this store, is replaced")
  void whatHoldsNoLongerIsReplaced() throws IOException {
    start(store);
    now = now.plus(Duration.ofDays(340)); // less than a month left
    start(store);
    assertThat(store.tokens().ofUser("admin")).hasSize(2);
    String second = Files.readString(file);

    store.tokens().revoke(secret().id());
    start(store);
    assertThat(Files.readString(file)).isNotEqualTo(second);
    assertThat(proven(store)).isPresent();

    Files.writeString(file, "nonsense");
    start(store);
    assertThat(proven(store)).isPresent();

    var another = new InMemoryStore(clock);
    start(another);
    assertThat(proven(another)).isPresent();
  }

  @Test
  @DisplayName("T-03 a person's token in that file makes nobody an administrator")
  void aPersonsTokenIsReplaced() throws IOException {
    TokenSecret anns =
        issuer(store).issue(Caller.of("ann"), Optional.empty(), Token.LONGEST).secret();
    Files.writeString(file, anns.text());

    start(store);

    assertThat(proven(store)).contains(AdministratorToken.ADMINISTRATOR);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() {
    var token =
        new AdministratorToken(data.resolve("missing"), store.tokens(), issuer(store), clock);

    assertThatThrownBy(token::start)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing");
  }

  private void start(InMemoryStore in) {
    new AdministratorToken(data, in.tokens(), issuer(in), clock).start();
  }

  private TokenIssuer issuer(InMemoryStore in) {
    return new TokenIssuer(in.tokens(), new UlidGenerator(clock), clock);
  }

  private Optional<Caller> proven(InMemoryStore in) throws IOException {
    return new TokenCheck(in.tokens(), in.sessionStore(), clock).caller(secret());
  }

  private TokenSecret secret() throws IOException {
    return TokenSecret.parse(Files.readString(file).strip()).orElseThrow();
  }
}
