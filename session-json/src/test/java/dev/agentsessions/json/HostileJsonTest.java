package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.agentsessions.session.SessionException.Invalid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever the bytes are, a read makes a value or says that they are invalid. */
class HostileJsonTest {
  private static final int DOCUMENTS = 500;

  private static final List<Consumer<byte[]>> READS =
      List.of(
          ApiJson::readCreateSession,
          ApiJson::readNewWorker,
          ApiJson::readMetadataPatch,
          ApiJson::readStopReason,
          ApiJson::readNewProject,
          ApiJson::readImport,
          bytes -> ApiJson.readCursor(new String(bytes, UTF_8)));

  private static final List<String> SEEDS =
      List.of(
          JsonWriter.write(
              json ->
                  json.text("id", "ses-01")
                      .text("kind", "worktree")
                      .object("spec", spec -> SpecJson.write(spec, Samples.WORKTREE))
                      .textMap("labels", Samples.WORKTREE.environment())
                      .objects(
                          "workers",
                          Samples.workerKinds().toList(),
                          (worker, kind) -> WorkerJson.write(worker, kind))),
          "{\"kind\":\"terminal\",\"command\":[\"top\"],\"cols\":80,\"rows\":24}",
          "{\"displayName\":\"x\",\"labels\":{\"a\":null},\"annotations\":null}",
          "{\"reason\":\"User\"}",
          "[{\"id\":\"a\",\"worktreePath\":\"/w\",\"repositoryId\":\"default\",\"pid\":1,"
              + "\"createdAt\":\"2024-05-06T07:08:09Z\"}]",
          "{\"id\":\"lab\",\"settings\":{\"inactivityTimeout\":\"PT8H\"}}",
          "MjAyNi0xMS0yMFQxMjowMDowMFogc2VzLTAy");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "\\",
          "\\u0000",
          "\\ud83d",
          "null",
          "true",
          "0",
          "-1",
          "1e999",
          "0.5",
          "99999999999999999999",
          "\"kind\":",
          "\"spec\":{",
          "\u0000",
          "\n",
          "é",
          "😀",
          "PT-1S",
          "P99999999999D",
          "\"\"",
          "/*",
          "NaN");

  @RepeatedTest(10)
  void aReadMakesAValueOrSaysInvalid(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    int refused = 0;

    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = document(random);
      for (Consumer<byte[]> read : READS) {
        refused += isRefused(read, document, run.getCurrentRepetition()) ? 1 : 0;
      }
    }

    assertThat(refused).isBetween(DOCUMENTS, READS.size() * DOCUMENTS - 1);
  }

  private static boolean isRefused(Consumer<byte[]> read, byte[] document, int seed) {
    try {
      read.accept(document);
      return false;
    } catch (Invalid refusal) {
      return true;
    } catch (RuntimeException | Error other) {
      return fail("seed " + seed + ", bytes " + Arrays.toString(document), other);
    }
  }

  private static byte[] document(Random random) {
    byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
    for (int edits = random.nextInt(6); edits > 0; edits--) {
      bytes = edited(bytes, random);
    }
    return bytes;
  }

  private static byte[] edited(byte[] bytes, Random random) {
    List<Byte> edited = new ArrayList<>();
    for (byte each : bytes) {
      edited.add(each);
    }
    int place = random.nextInt(bytes.length + 1);
    List<Byte> tail = edited.subList(place, edited.size());
    switch (random.nextInt(4)) {
      case 0 -> tail.clear();
      case 1 -> tail.subList(0, Math.min(tail.size(), random.nextInt(8))).clear();
      case 2 -> edited.add(place, (byte) random.nextInt(256));
      default -> {
        byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
        for (int i = 0; i < piece.length; i++) {
          edited.add(place + i, piece[i]);
        }
      }
    }
    byte[] result = new byte[edited.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = edited.get(i);
    }
    return result;
  }
}
