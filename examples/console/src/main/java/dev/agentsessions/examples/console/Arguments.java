package dev.agentsessions.examples.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a command line says, option by option. Problems are collected, so that a person hears of all
 * of them at once.
 */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param arguments {@code --option value} and {@code --option=value}
   * @param known every option's name, with its hyphens
   */
  Arguments(List<String> arguments, Set<String> known) {
    for (int i = 0; i < arguments.size(); i++) {
      String[] optionAndValue = arguments.get(i).split("=", 2);
      String option = optionAndValue[0];
      if (!known.contains(option)) {
        problems.add("unknown option " + option);
      } else if (optionAndValue.length == 2) {
        put(option, optionAndValue[1]);
      } else if (i + 1 < arguments.size() && !known.contains(arguments.get(i + 1))) {
        put(option, arguments.get(++i));
      } else {
        problems.add(option + " needs a value");
      }
    }
  }

  /**
   * An option's value.
   *
   * @param absent what it is when the option is not there
   * @param read throws {@link IllegalArgumentException} with what the value must be
   * @return {@code absent} also for a wrong value, which is then one of the {@link #problems}
   */
  <T> T get(String option, T absent, Function<String, T> read) {
    String value = values.get(option);
    if (value == null) {
      return absent;
    }
    try {
      return read.apply(value);
    } catch (IllegalArgumentException e) {
      problems.add("%s %s, not %s".formatted(option, e.getMessage(), shown(value)));
      return absent;
    }
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  private void put(String option, String value) {
    if (values.putIfAbsent(option, value) != null) {
      problems.add(option + " is there twice");
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "empty" : value;
  }
}
