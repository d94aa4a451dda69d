package dev.agentsessions.examples.program;

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
public final class Arguments {
  private final Set<String> repeatable;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param arguments {@code --option value}, {@code --option=value} and, of a flag, {@code
   *     --option}
   * @param known every option's name, with its hyphens
   * @param flags those without a value
   * @param repeatable those that may be there several times
   */
  public Arguments(
      List<String> arguments, Set<String> known, Set<String> flags, Set<String> repeatable) {
    this.repeatable = Set.copyOf(repeatable);
    for (int i = 0; i < arguments.size(); i++) {
      String[] optionAndValue = arguments.get(i).split("=", 2);
      String option = optionAndValue[0];
      if (!known.contains(option)) {
        problems.add("unknown option " + option);
      } else if (flags.contains(option)) {
        putFlag(option, optionAndValue.length == 2);
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
   * @return {@code absent} also for a wrong value, which {@link #check} then tells of
   */
  public <T> T get(String option, T absent, Function<String, T> read) {
    return getAll(option, read).stream().findFirst().orElse(absent);
  }

  public boolean has(String option) {
    return values.containsKey(option);
  }

  /** An option's values, in their order; those that are wrong are left out, and are problems. */
  public <T> List<T> getAll(String option, Function<String, T> read) {
    List<T> all = new ArrayList<>();
    for (String value : values.getOrDefault(option, List.of())) {
      try {
        all.add(read.apply(value));
      } catch (IllegalArgumentException e) {
        problems.add("%s %s, not %s".formatted(option, e.getMessage(), shown(value)));
      }
    }
    return all;
  }

  /** Something else that is wrong. */
  public void problem(String problem) {
    problems.add(problem);
  }

  /**
   * Called when everything was read.
   *
   * @throws Refusal naming everything that is wrong
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new Refusal(problems);
    }
  }

  private void putFlag(String option, boolean hasValue) {
    if (hasValue) {
      problems.add(option + " takes no value");
    } else {
      put(option, "");
    }
  }

  private void put(String option, String value) {
    List<String> before = values.computeIfAbsent(option, any -> new ArrayList<>());
    if (before.isEmpty() || repeatable.contains(option)) {
      before.add(value);
    } else {
      problems.add(option + " is there twice");
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "empty" : value;
  }
}
