package dev.agentsessions.secret;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A secret as stores hold it. Says nothing without the key.
 *
 * @param text in base 64, not empty
 */
public record SealedSecret(String text) {
  public SealedSecret {
    checkArgument(!text.isEmpty(), "nothing is sealed");
  }

  @Override
  public String toString() {
    return "sealed";
  }
}
