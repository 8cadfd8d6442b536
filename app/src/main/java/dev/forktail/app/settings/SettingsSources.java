package dev.forktail.app.settings;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// File, environment and command line, in this order of weight.
public final class SettingsSources {
  private static final String PREFIX = "FORKTAIL_";

  /// Variables with our prefix that the start script reads.
  private static final Set<String> OF_THE_SCRIPT =
      Set.of("FORKTAIL_JAVA_OPTIONS", "FORKTAIL_CONFIG", "FORKTAIL_CACHE", "FORKTAIL_HOME");

  private final Map<String, String> file;
  private final String fileName;
  private final Map<String, String> environment;
  private final Map<String, String> set;

  private SettingsSources(
      Map<String, String> file,
      String fileName,
      Map<String, String> environment,
      Map<String, String> set) {
    this.file = file;
    this.fileName = fileName;
    this.environment = environment;
    this.set = set;
  }

  /// The sources of one start.
  ///
  /// @param file a YAML file; null for none
  /// @param environment the process's environment; what does not begin with `FORKTAIL_` is not ours
  /// @param set the `--set key=value` of the command line
  public static SettingsSources of(
      @Nullable Path file, Map<String, String> environment, Map<String, String> set) {
    var ours = new TreeMap<String, String>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !OF_THE_SCRIPT.contains(name)) {
            ours.put(name, value);
          }
        });
    return new SettingsSources(
        file == null ? Map.of() : yaml(file), String.valueOf(file), ours, Map.copyOf(set));
  }

  Optional<Given> find(String key) {
    String variable = variable(key);
    if (set.containsKey(key)) {
      return Optional.of(new Given(set.get(key), "--set"));
    }
    if (environment.containsKey(variable)) {
      return Optional.of(new Given(environment.get(variable), variable));
    }
    if (file.containsKey(key)) {
      return Optional.of(new Given(file.get(key), fileName));
    }
    return Optional.empty();
  }

  /// What the sources hold beside `known`.
  List<Unknown> unknown(Collection<String> known) {
    var variables = known.stream().map(SettingsSources::variable).collect(Collectors.toSet());
    var unknown = new ArrayList<Unknown>();
    set.keySet().stream()
        .filter(key -> !known.contains(key))
        .sorted()
        .forEach(key -> unknown.add(new Unknown(key, "--set")));
    environment.keySet().stream()
        .filter(variable -> !variables.contains(variable))
        .forEach(variable -> unknown.add(new Unknown(keyLike(variable), variable)));
    file.keySet().stream()
        .filter(key -> !known.contains(key))
        .sorted()
        .forEach(key -> unknown.add(new Unknown(key, fileName)));
    return unknown;
  }

  private static Map<String, String> yaml(Path file) {
    try {
      return new YamlConfigSource(file.toString(), Files.readString(file)).getProperties();
    } catch (IOException | RuntimeException e) {
      throw new SettingsException("Cannot read the settings file " + file + ": " + e.getMessage());
    }
  }

  private static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static String keyLike(String variable) {
    return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  record Given(String value, String origin) {}

  record Unknown(String key, String origin) {}
}
