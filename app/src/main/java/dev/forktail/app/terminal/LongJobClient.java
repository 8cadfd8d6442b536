package dev.forktail.app.terminal;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A long job of a running server, by its HTTP API: `POST` begins it, `GET` says how it stands.
public final class LongJobClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FAILED_FROM = 300;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI place;
  private final String key;

  /// @param place where the job is begun and asked for
  /// @param key an admin key
  public LongJobClient(URI place, String key) {
    this.place = place;
    this.key = key;
  }

  /// Begins the job and follows it to its end; returns how it stands then.
  ///
  /// @param body what is to be done; may be empty
  /// @param watcher is told how it stands meanwhile
  /// @throws RefusedException the server is there and will not do it
  public JsonFields follow(String body, Consumer<JsonFields> watcher)
      throws IOException, InterruptedException {
    var task = ask("POST", body);
    var id = String.valueOf(task.value("id"));
    while (task.text("state").equals("running")) {
      watcher.accept(task);
      awaitProgress();
      task = ask("GET", "");
      if (!id.equals(String.valueOf(task.value("id")))) {
        throw new RefusedException("Another one was begun meanwhile.");
      }
    }
    return task;
  }

  private static void awaitProgress() throws InterruptedException {
    var never = new CountDownLatch(1);
    var _ = never.await(POLL.toNanos(), TimeUnit.NANOSECONDS);
  }

  private JsonFields ask(String method, String content) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(place)
            .header("Authorization", "Bearer " + key)
            .timeout(TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.ofString(content))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    var body = JsonTree.object(answer.body());
    if (answer.statusCode() >= FAILED_FROM) {
      throw new RefusedException(why(body) + " (HTTP %d)".formatted(answer.statusCode()));
    }
    return body;
  }

  /// Which field is wrong, if one is, and why.
  private static String why(JsonFields body) {
    var error = body.findObject("error");
    var field = error.flatMap(fields -> fields.findText("field"));
    return field.map(name -> name + ": ").orElse("")
        + error.flatMap(fields -> fields.findText("message")).orElse("");
  }

  @Override
  public void close() {
    http.close();
  }

  /// The server is there and will not do it.
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
