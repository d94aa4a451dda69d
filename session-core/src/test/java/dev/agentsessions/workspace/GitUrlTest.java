package dev.agentsessions.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.workspace.GitUrl.Scheme;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {
  private static final String[] PARTS = {
    "https://",
    "ssh://",
    "file://",
    "http://",
    "ext::",
    "EXT::",
    "fd::",
    "git@",
    "ada:pw@",
    "@",
    ":",
    "/",
    "//",
    "host",
    "example.org",
    "-",
    "--upload-pack=",
    "-oProxyCommand=",
    "[::1]",
    "[",
    "]",
    "22",
    "99999",
    "..",
    "~",
    " ",
    "\n",
    "\0",
    "\u007f",
    "%0a",
    "ß",
    "$(id)",
    "`",
    "'",
    "\"",
    "\\",
    "?",
    "#",
    "a.git",
    "::"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/engine.git",
        "https://example.org:8443/a/b",
        "https://[::1]/engine.git",
        "ssh://example.org/srv/engine.git",
        "ssh://git@example.org:22/~ada/engine.git",
        "git@example.org:ada/engine.git",
        "example.org:engine.git",
        "file:///srv/engine.git",
        "http://127.0.0.1:80/engine.git"
      })
  @DisplayName("G-06 usual addresses are taken as they are")
  void usualAddressesAreTaken(String text) {
    assertThat(GitUrl.parse(text)).hasToString(text);
  }

  @Test
  void itsPartsAreTold() {
    assertThat(GitUrl.parse("ssh://git@example.org:22/srv/engine.git"))
        .isEqualTo(
            new GitUrl(
                Scheme.SSH,
                Optional.of("git"),
                "example.org",
                OptionalInt.of(22),
                "/srv/engine.git"));
    assertThat(GitUrl.parse("/srv/engine.git").scheme()).isEqualTo(Scheme.FILE);
    assertThat(GitUrl.parse("git@example.org:x").authority()).isEqualTo("example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext::sh -c id",
        "EXT::sh -c id",
        "Ext::https://example.org/x",
        "fd::17/x",
        "git://example.org/x",
        "ftp://example.org/x",
        "HTTPS://example.org/x",
        "--upload-pack=/tmp/x",
        "-oProxyCommand=id",
        "ssh://-oProxyCommand=id/x",
        "ssh://git@-oProxyCommand=id/x",
        "-oProxyCommand=id:x",
        "git@-oProxyCommand=id:x",
        "-x@example.org:y",
        "example.org:-x",
        "ssh://example.org/-x",
        "https://example.org/a\nb",
        "https://example.org/a\0b",
        "https://exam\tple.org/a",
        "https://ada:secret@example.org/x",
        "https://token@example.org/x",
        "ssh://ada:secret@example.org/x",
        "file://other.host/srv/x",
        "https:///x",
        "https://example.org",
        "https://example.org/",
        "https://example.org:0/x",
        "https://example.org:65536/x",
        "https://example.org:/x",
        "https://example.org/a b",
        "https://example.org/$(id)",
        "https://example.org/x?y",
        "https://example.org\\@evil.org/x",
        "../relative",
        "relative",
        "C:\\repo",
        "",
        "::",
        "a::b",
        "ada:secret@example.org/x",
        "/srv/ext::sh"
      })
  @DisplayName("G-06 what git would run, take for an option, or that holds a secret is refused")
  void everythingElseIsRefused(String text) {
    assertThatThrownBy(() -> GitUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("G-05 an error does not repeat the text, which may hold a secret")
  void anErrorDoesNotRepeatTheText() {
    assertThatThrownBy(() -> GitUrl.parse("https://ada:s3cret@example.org/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  @DisplayName("G-05 credentials in a configured address are left out")
  void configuredCredentialsAreLeftOut() {
    assertThat(GitUrl.ofConfigured("https://ada:p@ss@example.org/x"))
        .contains(GitUrl.parse("https://example.org/x"));
    assertThat(GitUrl.ofConfigured("HTTPS://ada@example.org/x")).isEmpty();
    assertThat(GitUrl.ofConfigured("ext::sh -c id")).isEmpty();
  }

  @RepeatedTest(2000)
  @DisplayName("G-06 whatever is put together is refused or harmless, and reads as it is written")
  void whateverIsPutTogetherIsHarmless(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    String text =
        random
            .ints(1 + random.nextInt(7), 0, PARTS.length)
            .mapToObj(part -> PARTS[part])
            .collect(Collectors.joining());

    try {
      GitUrl url = GitUrl.parse(text);

      String written = url.toString();
      assertThat(GitUrl.parse(written)).as(text).isEqualTo(url);
      assertThat(written).as(text).doesNotStartWith("-").doesNotContain(" ");
      assertThat(url.host()).as(text).doesNotStartWith("-");
      assertThat(url.path()).as(text).doesNotStartWith("-").doesNotContain("::");
      assertThat(written.chars().noneMatch(Character::isISOControl)).as(text).isTrue();
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).as(text).isNotBlank();
    }
  }
}
