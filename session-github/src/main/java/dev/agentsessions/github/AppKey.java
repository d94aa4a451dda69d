package dev.agentsessions.github;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an app's private key: PEM in PKCS#1, as GitHub hands it out, or PKCS#8.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2">PKCS#1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5958">PKCS#8</a>
 */
public final class AppKey {
  private static final long MAX_FILE = 64 << 10;
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?<kind>RSA PRIVATE KEY|PRIVATE KEY)-----(?<body>[A-Za-z0-9+/=\\s]+)"
              + "-----END \\k<kind>-----");

  /** Version 0, rsaEncryption without parameters: what PKCS#8 says before a PKCS#1 key. */
  private static final byte[] VERSION_AND_ALGORITHM = {
    2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
  };

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private AppKey() {}

  /**
   * @throws IOException if the file cannot be read or holds no such key; says nothing of what it
   *     holds
   */
  public static RSAPrivateKey read(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(file + " holds no key: it is too large");
    }
    Matcher pem = PEM.matcher(new String(Files.readAllBytes(file), US_ASCII));
    if (!pem.find()) {
      throw new IOException(file + " holds no key: an unencrypted RSA key in PEM is expected");
    }
    try {
      byte[] body = Base64.getMimeDecoder().decode(pem.group("body"));
      byte[] pkcs8 = pem.group("kind").startsWith("RSA") ? wrapped(body) : body;
      return (RSAPrivateKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " holds no RSA key that can be read", e);
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    return der(SEQUENCE, Bytes.concat(VERSION_AND_ALGORITHM, der(OCTET_STRING, pkcs1)));
  }

  /** Below 64 KiB, as what was read from the file is. */
  private static byte[] der(int tag, byte[] content) {
    int length = content.length;
    byte[] head = {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return Bytes.concat(head, content);
  }
}
