package dev.agentsessions.k8s.install;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a cluster would refuse with strict validation: fields that a kind does not have. */
final class UnknownFields {
  private static final String MODEL = "io.fabric8.kubernetes.api.model";
  private static final String REST = "getAdditionalProperties";

  private UnknownFields() {}

  /** The names of those in an object, and in all that is in it. */
  static List<String> of(Object object) {
    List<String> found = new ArrayList<>();
    collect(object, found);
    return found;
  }

  private static void collect(@Nullable Object value, List<String> found) {
    switch (value) {
      case null -> {}
      case Collection<?> many -> many.forEach(one -> collect(one, found));
      case Map<?, ?> many -> many.values().forEach(one -> collect(one, found));
      case Object one when one.getClass().getName().startsWith(MODEL) -> collectOf(one, found);
      default -> {}
    }
  }

  private static void collectOf(Object object, List<String> found) {
    for (Method method : object.getClass().getMethods()) {
      if (method.getName().equals(REST)) {
        if (get(object, method) instanceof Map<?, ?> rest) {
          rest.keySet().forEach(name -> found.add(name.toString()));
        }
      } else if (isGetter(method)) {
        collect(get(object, method), found);
      }
    }
  }

  private static boolean isGetter(Method method) {
    return method.getName().startsWith("get")
        && method.getParameterCount() == 0
        && method.getDeclaringClass().getName().startsWith(MODEL)
        && !method.getDeclaringClass().isInterface();
  }

  private static @Nullable Object get(Object object, Method method) {
    try {
      return method.invoke(object);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(method.toString(), e);
    }
  }
}
