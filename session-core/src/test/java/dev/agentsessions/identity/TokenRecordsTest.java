package dev.agentsessions.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenRecordsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final TokenSecret SECRET = TokenSecret.make(new TokenId("tok-1"));

  @Test
  @DisplayName("T-03 a secret is 256 random bits, no two the same")
  void aSecretIsRandom() {
    assertThat(SECRET.random()).hasSize(43);
    assertThat(TokenSecret.make(new TokenId("tok-1"))).isNotEqualTo(SECRET);
  }

  @Test
  @DisplayName("T-03 a secret's text is read back, and nothing that is not one")
  void aSecretIsReadBack() {
    assertThat(TokenSecret.parse(SECRET.text())).contains(SECRET);
    for (String other :
        new String[] {
          "",
          "tok-1",
          "tok-1.",
          "." + SECRET.random(),
          "ses-1." + SECRET.random(),
          SECRET.text() + "x",
          SECRET.text() + "\n",
          "tok-" + "1".repeat(61) + "." + SECRET.random()
        }) {
      assertThat(TokenSecret.parse(other)).as(other).isEmpty();
    }
  }

  @Test
  @DisplayName("P-06 what is stored does not tell the secret, and fits no other")
  void aHashFitsItsSecretOnly() {
    assertThat(SECRET.hash().value()).doesNotContain(SECRET.random());
    assertThat(SECRET.hash().matches(SECRET.hash())).isTrue();
    assertThat(SECRET.hash().matches(TokenSecret.make(SECRET.id()).hash())).isFalse();
  }

  @Test
  @DisplayName("T-06 no record tells a secret or its hash in its text")
  void noTextTellsASecret() {
    Token token = token(NOON.plus(Duration.ofDays(1)));

    assertThat(SECRET.toString()).contains("tok-1").doesNotContain(SECRET.random());
    assertThat(new IssuedToken(token, SECRET).toString())
        .doesNotContain(SECRET.random())
        .doesNotContain(SECRET.hash().value());
    assertThat(new Credentials(Optional.of("Bearer " + SECRET.text()), Optional.of("c")).toString())
        .doesNotContain(SECRET.random());
  }

  @Test
  @DisplayName("T-03 a token lives up to a year, and not from its end on")
  void aTokenLivesUpToAYear() {
    Token token = token(NOON.plus(Token.LONGEST));

    assertThat(token.isExpired(token.expiresAt().minusNanos(1))).isFalse();
    assertThat(token.isExpired(token.expiresAt())).isTrue();
    assertThatThrownBy(() -> token(NOON.plus(Token.LONGEST).plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> token(NOON)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Token token(Instant expiresAt) {
    return new Token(
        SECRET.id(),
        new Caller("ann", Set.of(), Standing.PERSON),
        Optional.of("laptop"),
        SECRET.hash(),
        NOON,
        expiresAt);
  }
}
