package dev.forktail.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A server that runs on this machine, reached as its clients reach it.
record RunningServer(int port) {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final Pattern FILE = Pattern.compile("([0-9]{1,5})\\.properties");
  private static final Pattern OLDEST = Pattern.compile("\"oldestAgeMillis\":([0-9]+)");

  /// The one that has the data folder `data`, as far as this user can know.
  static Optional<RunningServer> find(Path home, Path data) throws IOException {
    Path folder = ServerFile.forPort(home, 0).resolveSibling(".");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.toList();
    }
    for (var file : files) {
      var name = FILE.matcher(String.valueOf(file.getFileName()));
      if (name.matches() && isOf(file, data)) {
        return Optional.of(new RunningServer(Integer.parseInt(name.group(1))));
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(Path file, Path data) throws IOException {
    var server = ServerFile.read(file);
    return server.isRunning()
        && server.data().toAbsolutePath().normalize().equals(data.toAbsolutePath().normalize());
  }

  /// How long the oldest event has waited that is not stored yet.
  Duration oldestAge() {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health".formatted(port)))
            .timeout(ANSWER_MAX)
            .build();
    try (var http = HttpClient.newHttpClient()) {
      String health = http.send(request, BodyHandlers.ofString()).body();
      var oldest = OLDEST.matcher(health);
      if (!oldest.find()) {
        throw new DataFolder.StartException(
            "The server at port %d does not say what it has to store: %s".formatted(port, health));
      }
      return Duration.ofMillis(Long.parseLong(oldest.group(1)));
    } catch (IOException e) {
      throw new DataFolder.StartException(
          "The server at port %d does not answer: %s".formatted(port, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataFolder.StartException("Interrupted", e);
    }
  }
}
