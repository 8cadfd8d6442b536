package dev.forktail.web.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;

/// A client of server-sent events.
final class SentEvents implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final BufferedReader lines;

  /// @param lastId what it has seen before; empty: nothing
  SentEvents(int port, String path, String lastId) throws IOException {
    var connection = URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    connection.setReadTimeout((int) PATIENCE.toMillis());
    if (!lastId.isEmpty()) {
      connection.setRequestProperty("Last-Event-ID", lastId);
    }
    lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
  }

  /// The lines of the next event; comments and times to retry are none.
  String next() throws IOException {
    var event = new ArrayList<String>();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !event.isEmpty()) {
        return String.join("\n", event);
      }
      if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("retry:")) {
        event.add(line);
      }
    }
    throw new IOException("The stream ended");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
