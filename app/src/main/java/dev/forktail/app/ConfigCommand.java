package dev.forktail.app;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows the settings that are in force.
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Shows all settings, their values and where each comes from; secrets are masked.",
    footer = {"", "Example:", "  ./forktail config --set buffer.kind=memory"})
final class ConfigCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--demo", description = "As `serve --demo` would see them.")
  private boolean demo;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var settings = options.settings(Map.of());
    ServerConfig.of(settings, demo, Runtime.getRuntime().availableProcessors());
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    out.printf("%-40s %-24s %s%n", "setting", "value", "from");
    for (var setting : settings.effective()) {
      out.printf("%-40s %-24s %s%n", setting.key(), setting.value(), setting.origin());
    }
    return 0;
  }
}
