package dev.agentsessions;

import com.google.inject.AbstractModule;

/**
 * Nothing is wired that nobody asked for: a missing binding is an error at start, not a surprise
 * later.
 */
final class StrictModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
  }
}
