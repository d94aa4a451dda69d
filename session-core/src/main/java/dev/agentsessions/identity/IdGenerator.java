package dev.agentsessions.identity;

/** Makes ids. Safe from any thread. */
public interface IdGenerator {
  /**
   * A new id: the prefix, then a lower-case ULID. Ids made by one generator sort in the order they
   * were made.
   *
   * @param prefix such as {@code ses-}
   */
  String next(String prefix);

  /**
   * Random base-32 characters, to tell made-up names apart.
   *
   * @param length at least 1
   */
  String random(int length);
}
