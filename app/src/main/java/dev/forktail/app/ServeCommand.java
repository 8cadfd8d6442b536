package dev.forktail.app;

import dev.forktail.engine.project.KeyRole;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the server until it is told to stop.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the server until Ctrl-C or SIGTERM, which loses nothing.",
    footer = {
      "",
      "Examples:",
      "  ./forktail serve --demo",
      "  ./forktail serve --port 8080 --data /var/lib/forktail --set disk.budget=200GB"
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--port", paramLabel = "N", description = "The port to listen on (server.port).")
  private @Nullable Integer port;

  @Option(
      names = "--demo",
      description = "Plays a shop, with the keys 'demo' and 'demo-admin', on loopback only.")
  private boolean demo;

  @Spec private @Nullable CommandSpec spec;

  private final Seams seams;
  private final CompletableFuture<Server> started = new CompletableFuture<>();

  ServeCommand() {
    this(Seams.closed());
  }

  ServeCommand(Seams seams) {
    this.seams = seams;
  }

  @Override
  public Integer call() throws InterruptedException {
    var more = new HashMap<String, String>();
    if (port != null) {
      more.put("server.port", port.toString());
    }
    var settings = options.settings(more);
    var config = ServerConfig.of(settings, demo, Runtime.getRuntime().availableProcessors());
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(stopped)));
    var server = start(config);
    greet(server);
    stopped.await();
    return 0;
  }

  /// What starts is stopped also when the signal comes before the start is over.
  private Server start(ServerConfig config) {
    try {
      var server = Server.start(config, Path.of(System.getProperty("user.home")), seams);
      started.complete(server);
      return server;
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
      throw e;
    }
  }

  private void stop(CountDownLatch stopped) {
    try {
      started.join().close();
    } catch (CompletionException _) { // a start that failed has closed what it had opened
      return;
    }
    stopped.countDown();
  }

  private void greet(Server server) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    server.newKeys().ifPresent(keys -> show(out, keys));
    if (demo) {
      out.println("Demo keys: write 'demo', admin 'demo-admin'.");
    }
    out.println("Forktail is ready: http://127.0.0.1:" + server.port() + "/");
    out.flush();
  }

  private static void show(PrintWriter out, Map<KeyRole, String> keys) {
    out.println("The keys of the first project. They are shown this once; keep them:");
    keys.forEach(
        (role, key) ->
            out.printf("  %-6s %s%n", role.name().toLowerCase(java.util.Locale.ROOT), key));
  }
}
