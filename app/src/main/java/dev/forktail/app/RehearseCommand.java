package dev.forktail.app;

import dev.forktail.app.load.LoadCommand;
import dev.forktail.app.settings.Settings;
import dev.forktail.app.settings.SettingsSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs a server and a load against it in one process, for the JVM to learn from: with
/// `-XX:AOTCacheOutput` it keeps which classes were loaded and how the code was used, so that a
/// later start is ready sooner and fast sooner.
@Command(
    name = "rehearse",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Serves and sends for some seconds, for the build to prepare fast starts.")
final class RehearseCommand implements Callable<Integer> {
  private static final List<List<String>> LOADS =
      List.of(
          List.of("--rate", "8000", "--duration", "8s", "--verify", "--json"),
          List.of("--rate", "20000", "--duration", "3s", "--batch", "100", "--verify", "--json"));

  @Option(names = "--data", paramLabel = "DIR", required = true, description = "A new folder.")
  private Path data = Path.of("");

  @Override
  public Integer call() {
    var set = Map.of("server.port", "0", "data.folder", data.toString(), "demo.rate", "200");
    var settings = new Settings(SettingsSources.of(null, Map.of(), set));
    var config = ServerConfig.of(settings, true, Runtime.getRuntime().availableProcessors());
    try (var server =
        Server.start(config, Path.of(System.getProperty("user.home")), Seams.closed())) {
      var url = "http://127.0.0.1:" + server.port();
      return LOADS.stream().mapToInt(load -> load(url, load)).max().orElseThrow();
    }
  }

  private static int load(String url, List<String> arguments) {
    var line = new CommandLine(new LoadCommand());
    var all = new ArrayList<>(List.of("--url", url, "--key", Keys.DEMO_WRITE));
    all.addAll(arguments);
    return line.execute(all.toArray(String[]::new));
  }
}
