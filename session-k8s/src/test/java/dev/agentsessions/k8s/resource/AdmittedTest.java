package dev.agentsessions.k8s.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentsessions.k8s.resource.Schema.Place;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values at the bounds of what the published definition admits, and beyond them. */
final class AdmittedTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LONGEST = "P999999999DT999999999H9S";

  static List<Place> places() throws IOException {
    return Schema.published().places();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  @DisplayName("K-01 whatever a cluster keeps is read, and what is not read breaks no list")
  void whatIsAdmittedIsRead(Place place) throws IOException {
    Schema published = Schema.published();
    int admitted = 0;
    for (JsonNode value : values().toList()) {
      JsonNode resource = place.in().apply(value);
      if (published.admits(resource)) {
        assertIsRead(resource);
        admitted++;
      } else {
        assertThatCode(() -> read(resource)).as("%s", resource).doesNotThrowAnyException();
      }
    }
    assertThat(admitted).isPositive().isLessThan(Math.toIntExact(values().count()));
  }

  private static void assertIsRead(JsonNode resource) {
    AgenticSession read = read(resource);
    AgenticSessionSpec spec = read.getSpec();
    assertThat(spec.desired()).as("%s", resource).isNotEqualTo(Desired.UNKNOWN);
    assertThat(read.getStatus().phase()).as("%s", resource).isNotEqualTo(RunPhase.UNKNOWN);
    String written = Serialization.asJson(read);
    assertThat(Serialization.asJson(read(written))).isEqualTo(written);
    Stream.of(spec.timeout(), spec.inactivityTimeout())
        .filter(Objects::nonNull)
        .forEach(text -> assertThat(Duration.parse(text).isNegative()).isFalse());
  }

  private static AgenticSession read(Object resource) {
    return Serialization.unmarshal(resource.toString(), AgenticSession.class);
  }

  private static Stream<JsonNode> values() {
    return Stream.of(
            Stream.of(
                JSON.nullNode(),
                JSON.booleanNode(true),
                JSON.numberNode(1.0),
                JSON.numberNode(1.5),
                JSON.numberNode(new BigDecimal("1e3")),
                JSON.numberNode(new BigDecimal("1e300")),
                JSON.numberNode(BigInteger.TWO.pow(70)),
                JSON.objectNode(),
                JSON.objectNode().putNull("key"),
                JSON.objectNode().put("key", "value"),
                JSON.objectNode().put("url", "value").put("gitUrl", "value"),
                JSON.arrayNode(),
                JSON.arrayNode().addNull(),
                JSON.arrayNode().add("demo"),
                JSON.arrayNode().addObject(),
                many(20),
                many(100),
                many(10_000),
                JSON.arrayNode()
                    .addAll(IntStream.range(0, 100).mapToObj(JSON::numberNode).toList())),
            Stream.of(
                    0L,
                    -1L,
                    (long) Integer.MAX_VALUE,
                    Integer.MAX_VALUE + 1L,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE)
                .map(JSON::numberNode),
            Stream.of(
                    "",
                    " ",
                    "demo",
                    "Running",
                    "Paused",
                    "true",
                    "\0",
                    "\ud83d\ude00",
                    "1",
                    "1.",
                    ".5",
                    "1.5Gi",
                    "250m",
                    "1e99",
                    "1E-3",
                    "1E",
                    "1e999999999",
                    "-1",
                    "4GiB",
                    "999999999999999999Ei",
                    "PT8H",
                    "P",
                    "PT",
                    "P1Y",
                    LONGEST,
                    LONGEST.toLowerCase(Locale.ROOT),
                    "x".repeat(253),
                    "x".repeat(300_000))
                .map(JSON::textNode))
        .flatMap(kind -> kind);
  }

  private static ObjectNode many(int count) {
    ObjectNode many = JSON.objectNode();
    IntStream.range(0, count).forEach(one -> many.put("key" + one, "1"));
    return many;
  }

  @Test
  @DisplayName("K-01 a spec that cannot be read is left alone, and so is a status")
  void whatCannotBeReadIsLeftAlone() {
    AgenticSession session =
        read(
            JSON.objectNode()
                .put("kind", "AgenticSession")
                .set("spec", JSON.objectNode().put("run", 1L << 40).put("agent", "claude")));

    assertThat(session.getSpec()).isEqualTo(AgenticSessionSpec.UNKNOWN);
    assertThat(session.getStatus()).isEqualTo(AgenticSessionStatus.NONE);
    assertThat(read(JSON.objectNode().put("status", "good")).getStatus())
        .isEqualTo(AgenticSessionStatus.UNKNOWN);
  }
}
