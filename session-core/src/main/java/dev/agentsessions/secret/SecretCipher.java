package dev.agentsessions.secret;

import dev.agentsessions.session.SessionException;

/** Seals secrets for a store, and opens them. Safe for many threads. */
public interface SecretCipher {
  /**
   * @param place whose secret it is, such as {@code webhook/whk-…}: it opens nowhere else
   * @throws SessionException.Unavailable if this host has no key
   */
  SealedSecret seal(String place, String secret);

  /**
   * @throws SecretException if it was sealed with another key or this host has none, or it is not
   *     as it was sealed
   */
  String open(String place, SealedSecret sealed);

  /** Of a host that was given no key. */
  SecretCipher NONE =
      new SecretCipher() {
        @Override
        public SealedSecret seal(String place, String secret) {
          throw new SessionException.Unavailable("this host has no key for secrets", null);
        }

        @Override
        public String open(String place, SealedSecret sealed) {
          throw new SecretException.NoKey(place);
        }
      };
}
