package dev.agentsessions.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.secret.SecretException.ForeignKey;
import dev.agentsessions.secret.SecretException.Tampered;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in GCM. What is sealed begins with the form's number, four bytes that tell keys apart and
 * a nonce of its own; the place is authenticated with it.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D</a>
 */
public final class AesGcmCipher implements SecretCipher {
  private static final byte FORM = 1;
  private static final int KEY_MARK = 4;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER = 1 + KEY_MARK + NONCE;

  private final SecretKeySpec key;
  private final byte[] mark;
  private final SecureRandom random = new SecureRandom();

  public AesGcmCipher(SecretKey key) {
    requireNonNull(key, "key");
    this.key = new SecretKeySpec(key.bytes(), "AES");
    this.mark = mark(key.bytes());
  }

  /** Of its hash, which tells nothing of the key. */
  private static byte[] mark(byte[] key) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), KEY_MARK);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  @Override
  public SealedSecret seal(String place, String secret) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(secret.getBytes(UTF_8));
      ByteBuffer whole = ByteBuffer.allocate(HEADER + sealed.length);
      whole.put(FORM).put(mark).put(nonce).put(sealed);
      return new SealedSecret(Base64.getEncoder().encodeToString(whole.array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM does not work here", e);
    }
  }

  @Override
  public String open(String place, SealedSecret sealed) {
    byte[] whole = decoded(place, sealed);
    if (whole.length < HEADER || whole[0] != FORM) {
      throw new Tampered(place, null);
    }
    if (!Arrays.equals(whole, 1, 1 + KEY_MARK, mark, 0, KEY_MARK)) {
      throw new ForeignKey(place);
    }
    byte[] nonce = Arrays.copyOfRange(whole, 1 + KEY_MARK, HEADER);
    try {
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(whole, HEADER, whole.length - HEADER);
      return new String(secret, UTF_8);
    } catch (AEADBadTagException e) {
      throw new Tampered(place, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM does not work here", e);
    }
  }

  private static byte[] decoded(String place, SealedSecret sealed) {
    try {
      return Base64.getDecoder().decode(sealed.text());
    } catch (IllegalArgumentException e) {
      throw new Tampered(place, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(UTF_8));
    return cipher;
  }
}
