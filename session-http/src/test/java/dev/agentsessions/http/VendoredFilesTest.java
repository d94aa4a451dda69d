package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VendoredFilesTest {
  static List<String> sums() throws IOException {
    return new String(read("SHA256SUMS"), UTF_8).lines().toList();
  }

  @ParameterizedTest
  @MethodSource("sums")
  void whatTheConsoleBorrowsIsAsItsPackagesShipIt(String sum)
      throws IOException, NoSuchAlgorithmException {
    String[] hashAndName = sum.split(" {2}", 2);

    byte[] hash = MessageDigest.getInstance("SHA-256").digest(read(hashAndName[1]));

    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(hashAndName[0]);
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream file = VendoredFilesTest.class.getResourceAsStream("console/vendor/" + name)) {
      assertThat(file).as(name).isNotNull();
      return file.readAllBytes();
    }
  }
}
