package dev.agentsessions.reconcile;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A port whose calls can be interrupted: something happens before each call reaches it, and again
 * before the answer is seen.
 */
final class Interruptible {
  private Interruptible() {}

  static <T> T port(Class<T> port, T real, Runnable interruption) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> {
              interruption.run();
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                interruption.run();
              }
            });
    return port.cast(proxy);
  }
}
