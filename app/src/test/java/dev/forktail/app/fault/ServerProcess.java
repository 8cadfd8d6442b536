package dev.forktail.app.fault;

import dev.forktail.app.ServerFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The packaged program as a child process, always on the same port and data folder, started and
/// ended as often as a test wants.
final class ServerProcess {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final String PROGRAM = "dev.forktail.app.Forktail";

  private final Setup setup;
  private final int port = Workshop.freePort();
  private Path log;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private @Nullable Process process;
  private Duration readyMax = Duration.ZERO;

  /// A server for `workshop`, which ends it and its PostgreSQL when the test ends.
  ServerProcess(Workshop workshop, Setup setup) {
    this.setup = setup;
    this.log = workshop.folder().resolve("server-" + port + ".log");
    workshop.atEnd(this::end);
  }

  /// How the program is run.
  ///
  /// @param wrapper what stands before `java` on the command line
  /// @param javaOptions what comes after the usual options of the JVM; empty: those of [FastStart]
  /// @param main the class to run; when it is not the program's, it is one of the test's own
  record Setup(
      Path data,
      List<String> settings,
      List<String> wrapper,
      List<String> javaOptions,
      List<String> environment,
      String main) {

    /// Small journals, no canary, and no commits to the lake, so that every slice is kept for the
    /// oracle and has nothing but what the test sent. No experiments, nothing by the hour, and no
    /// child for statements before there is one.
    static Setup in(Path data) {
      return new Setup(
          data,
          List.of(
              "demo.rate=0",
              "canary.every=0s",
              "product.url=none",
              "query.warm=false",
              "results.hourly.every=0s",
              "buffer.lanes=2",
              "journal.segment-bytes=4MB",
              "journal.group-bytes=1MB",
              "export.every=365d"),
          List.of(),
          List.of(),
          List.of(),
          PROGRAM);
    }

    Setup with(String... moreSettings) {
      return new Setup(
          data,
          Stream.concat(settings.stream(), Stream.of(moreSettings)).toList(),
          wrapper,
          javaOptions,
          environment,
          main);
    }

    /// All of a start, also what is only there so that the first statement is quick.
    Setup warm() {
      return with("query.warm=true");
    }

    /// With experiments, in a database of its own.
    Setup withExperiments() {
      return with("product.url=embedded");
    }

    Setup wrappedIn(List<String> command, List<String> variables) {
      return new Setup(data, settings, command, javaOptions, variables, main);
    }

    Setup withJava(String... options) {
      return new Setup(data, settings, wrapper, List.of(options), environment, main);
    }

    Setup running(Class<?> mainClass) {
      return new Setup(data, settings, wrapper, javaOptions, environment, mainClass.getName());
    }

    /// A program with a fault in it needs the tests' classes, and those of the journal's.
    private String classPath() {
      var program = FastStart.classPath();
      return main.equals(PROGRAM)
          ? program
          : program + ":target/test-classes:../lib/journal/target/test-classes";
    }
  }

  int port() {
    return port;
  }

  /// Writes the log of the next starts into this folder.
  void logInto(Path folder) {
    log = folder.resolve(log.getFileName());
  }

  long pid() {
    return running().pid();
  }

  /// The longest time that a start took until the server was ready.
  Duration readyMax() {
    return readyMax;
  }

  /// Starts the program with these further system properties, and returns when it is ready.
  ServerProcess start(String... properties) {
    long begin = System.nanoTime();
    launch(properties);
    if (!Await.until(START_MAX, () -> !isAlive() || (isReady() && isFound())) || !isAlive()) {
      throw new IllegalStateException("The server did not start; its log:\n" + logTail());
    }
    var took = Duration.ofNanos(System.nanoTime() - begin);
    readyMax = took.compareTo(readyMax) > 0 ? took : readyMax;
    return this;
  }

  /// Starts the program and does not wait.
  void launch(String... properties) {
    var command = new ArrayList<>(setup.wrapper);
    command.addAll(FastStart.java());
    command.addAll(setup.javaOptions.isEmpty() ? FastStart.options() : setup.javaOptions);
    Stream.of(properties).map(property -> "-D" + property).forEach(command::add);
    command.addAll(List.of("-cp", setup.classPath(), setup.main));
    command.addAll(List.of("serve", "--demo", "--port", Integer.toString(port)));
    command.addAll(List.of("--data", setup.data.toString()));
    setup.settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    for (var variable : setup.environment) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isReady() throws IOException, InterruptedException {
    return status("/health/ready") == 200;
  }

  /// Whether it has written how its database is found, which it does when it listens already.
  private boolean isFound() {
    return Files.exists(ServerFile.inData(setup.data));
  }

  int status(String path) throws IOException, InterruptedException {
    return get(path).statusCode();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer demo-admin")
            .timeout(Duration.ofSeconds(2))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /// Ends the process as `kill -9` does, and returns when it is gone.
  void kill() {
    running().destroyForcibly();
    awaitEnd();
  }

  /// Ends it with SIGTERM and waits until it has stored all and gone.
  int stop() {
    running().destroy();
    return awaitEnd();
  }

  int awaitEnd() {
    try {
      if (!running().waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The server does not end; its log:\n" + logTail());
      }
      return running().exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The events' database, as the running server says.
  Connection connect() throws SQLException {
    try {
      var file = ServerFile.read(ServerFile.inData(setup.data));
      return DriverManager.getConnection(file.jdbcUrl(), file.user(), file.password());
    } catch (IOException e) {
      throw new SQLException("No server", "08001", e);
    }
  }

  /// Leaves every slice in the store, where the oracle looks for it, also when the disk is short.
  void pauseExport() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("UPDATE export_state SET paused_at = coalesce(paused_at, now())");
    }
  }

  /// The postmaster of the embedded PostgreSQL and all its children; empty when there is none.
  List<Long> postgres() {
    return PostgresProcesses.of(setup.data.resolve("postgres/cluster"));
  }

  /// The same of the one that holds experiments.
  List<Long> productPostgres() {
    return PostgresProcesses.of(setup.data.resolve("product/cluster"));
  }

  /// What its threads are doing, and the end of its log.
  String threads() {
    var jstack = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
    return Shell.run(jstack, Long.toString(pid())).output() + "\n" + logTail();
  }

  /// All lines that it has logged, over all starts.
  List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  String logTail() {
    try {
      var lines = log();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("The server was never started");
    }
    return process;
  }

  private void end() {
    if (process != null) {
      Shell.signal("CONT", List.of(process.pid()));
      process.destroyForcibly();
      awaitEnd();
    }
    PostgresProcesses.kill(setup.data.resolve("postgres/cluster"));
    PostgresProcesses.kill(setup.data.resolve("product/cluster"));
  }
}
