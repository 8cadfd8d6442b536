package dev.forktail.app;

import dev.forktail.app.settings.Settings;
import dev.forktail.app.settings.SettingsException;
import dev.forktail.app.settings.SettingsSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that choose settings, the same for every command that needs them.
final class SettingsOptions {
  private static final Path DEFAULT_FILE = Path.of("forktail.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings as YAML. Without it ./forktail.yaml is read if it is there.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; stronger than file and environment. May be repeated.")
  private Map<String, String> set = new HashMap<>();

  @Option(names = "--data", paramLabel = "DIR", description = "The data folder (data.folder).")
  private @Nullable Path data;

  /// The settings, with `more` as if it had been said with `--set`.
  Settings settings(Map<String, String> more) {
    var all = new HashMap<>(set);
    all.putAll(more);
    if (data != null) {
      all.put("data.folder", data.toString());
    }
    if (file != null && !Files.exists(file)) {
      throw new SettingsException("There is no settings file " + file + ".");
    }
    Path chosen = file == null && Files.exists(DEFAULT_FILE) ? DEFAULT_FILE : file;
    return new Settings(SettingsSources.of(chosen, System.getenv(), all));
  }
}
