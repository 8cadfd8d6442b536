package dev.forktail.assignment;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// The strategies there are, by name: first those of this library, then those of plugins. A name
/// that is taken stays with whom has it.
public final class Strategies {
  private final Map<String, AssignmentStrategy> byName;

  private Strategies(Map<String, AssignmentStrategy> byName) {
    this.byName = byName;
  }

  /// Only what this library brings along.
  public static Strategies builtIn() {
    var services =
        ServiceLoader.load(AssignmentStrategy.class, AssignmentStrategy.class.getClassLoader());
    return of(services.stream().map(ServiceLoader.Provider::get).toList());
  }

  /// Just these, for who knows them.
  public static Strategies of(Collection<? extends AssignmentStrategy> strategies) {
    var found = new LinkedHashMap<String, AssignmentStrategy>();
    strategies.forEach(strategy -> add(strategy, found));
    return new Strategies(found);
  }

  /// Those of this library and those which `plugins` find. One that cannot be loaded is reported
  /// and left out. The caller closes the class loaders, after the last decision.
  public static Strategies load(
      Collection<? extends ClassLoader> plugins, AssignmentListener listener) {
    var found = new LinkedHashMap<String, AssignmentStrategy>();
    collect(AssignmentStrategy.class.getClassLoader(), found, listener);
    for (var plugin : plugins) {
      collect(plugin, found, listener);
    }
    return new Strategies(found);
  }

  private static void collect(
      ClassLoader loader, Map<String, AssignmentStrategy> found, AssignmentListener listener) {
    var services = ServiceLoader.load(AssignmentStrategy.class, loader).iterator();
    int failures = 0;
    while (failures < 100) { // an unreadable list of services can fail for ever
      try {
        if (!services.hasNext()) {
          return;
        }
        add(services.next(), found);
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        failures++;
        listener.pluginFailed(e);
      }
    }
  }

  private static void add(AssignmentStrategy strategy, Map<String, AssignmentStrategy> found) {
    String name = strategy.name();
    Keys.check("strategy name", name);
    var present = found.putIfAbsent(name, strategy);
    if (present != null && present.getClass() != strategy.getClass()) {
      throw new IllegalStateException(
          "Strategy " + name + " of " + strategy.getClass().getName() + " is taken");
    }
  }

  public Optional<AssignmentStrategy> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// All of them, for whoever chooses one.
  public List<AssignmentStrategy> all() {
    return List.copyOf(byName.values());
  }
}
