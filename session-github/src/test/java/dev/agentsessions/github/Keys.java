package dev.agentsessions.github;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;

/** Keys of apps, made once: that takes a while. */
final class Keys {
  static final KeyPair APP = make(2048);
  static final KeyPair OTHER = make(2048);

  private Keys() {}

  static KeyPair make(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static RSAPrivateKey privateOf(KeyPair pair) {
    return (RSAPrivateKey) pair.getPrivate();
  }
}
