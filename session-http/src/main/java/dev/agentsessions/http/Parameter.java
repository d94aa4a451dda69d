package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

/**
 * Something that a query may say.
 *
 * @param repeats whether it may be there more than once
 */
record Parameter(String name, String description, Type type, boolean repeats) {
  enum Type {
    STRING,
    INTEGER,
    BOOLEAN
  }

  Parameter {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    requireNonNull(type, "type");
  }

  static Parameter text(String name, String description) {
    return new Parameter(name, description, Type.STRING, false);
  }

  static Parameter texts(String name, String description) {
    return new Parameter(name, description, Type.STRING, true);
  }

  static Parameter number(String name, String description) {
    return new Parameter(name, description, Type.INTEGER, false);
  }

  static Parameter flag(String name, String description) {
    return new Parameter(name, description, Type.BOOLEAN, false);
  }
}
