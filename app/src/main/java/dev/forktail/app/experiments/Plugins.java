package dev.forktail.app.experiments;

import dev.forktail.assignment.AssignmentListener;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Strategies;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The strategies of jars in the folder for plugins, each with a class loader of its own, and what
/// went wrong with strategies. One that fails is told once, then counted.
final class Plugins implements AssignmentListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Plugins.class);
  private static final int FAILURES_MAX = 1_000;

  private final List<URLClassLoader> loaders = new ArrayList<>();
  private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
  private final Strategies strategies;

  /// Loads the jars in `folder`, if it is there.
  Plugins(Path folder) {
    for (var jar : jars(folder)) {
      loaders.add(
          new URLClassLoader(
              jar.getFileName().toString(), new URL[] {url(jar)}, getClass().getClassLoader()));
    }
    this.strategies = Strategies.load(loaders, this);
    if (!loaders.isEmpty()) {
      log.info("Plugins: folder={} jars={}", folder, loaders.size());
    }
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      log.error("The plugins cannot be listed: folder={}", folder, e);
      return List.of();
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("Every file has a URL: " + jar, e);
    }
  }

  Strategies strategies() {
    return strategies;
  }

  @Override
  public void strategyFailed(ExperimentKey experiment, String strategy, Throwable cause) {
    if (failures.size() < FAILURES_MAX || failures.containsKey(experiment.value())) {
      long before =
          failures.computeIfAbsent(experiment.value(), _ -> new AtomicLong()).getAndIncrement();
      if (before == 0) {
        log.error(
            "A strategy failed, and who would have got an arm gets control, uncounted:"
                + " experiment={} strategy={}",
            experiment,
            strategy,
            cause);
      }
    }
  }

  @Override
  public void pluginFailed(Throwable cause) {
    log.error("A strategy of a plugin cannot be used; the others are", cause);
  }

  /// How often the strategy of an experiment has failed, by its key.
  Map<String, Long> failures() {
    var counts = new TreeMap<String, Long>();
    failures.forEach((experiment, count) -> counts.put(experiment, count.get()));
    return counts;
  }

  @Override
  public void close() throws IOException {
    for (var loader : loaders) {
      loader.close();
    }
  }
}
