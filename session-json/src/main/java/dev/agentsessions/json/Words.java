package dev.agentsessions.json;

import java.util.Locale;

/** How enums are spelled. States keep the upper case of their names. */
final class Words {
  private Words() {}

  /** {@code identity_account} */
  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** {@code True} */
  static String capital(Enum<?> value) {
    return value.name().charAt(0) + lower(value).substring(1);
  }
}
