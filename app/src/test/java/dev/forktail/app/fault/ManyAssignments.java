package dev.forktail.app.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// What very many subjects are assigned, asked over HTTP: all experiments with each request.
final class ManyAssignments {
  private static final int AT_ONCE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServerProcess server;
  private final List<String> experiments;

  /// @param experiments their keys
  ManyAssignments(ServerProcess server, List<String> experiments) {
    this.server = server;
    this.experiments = List.copyOf(experiments);
  }

  /// The answers for users 0 to `users`, each with as many assignments as there are experiments.
  List<String> of(int users) throws InterruptedException {
    var turns = new Semaphore(AT_ONCE);
    var answers = new ArrayList<CompletableFuture<String>>(users);
    for (int user = 0; user < users; user++) {
      turns.acquire();
      answers.add(
          http.sendAsync(request(user), BodyHandlers.ofString())
              .thenApply(ManyAssignments::body)
              .whenComplete((_, _) -> turns.release()));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private HttpRequest request(int user) {
    var keys = experiments.stream().map(key -> '"' + key + '"').toList();
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/v1/assign".formatted(server.port())))
        .header("Authorization", "Bearer demo")
        .timeout(PATIENCE)
        .POST(
            BodyPublishers.ofString(
                "{\"subject\":{\"userId\":\"user-%d\"},\"experiments\":[%s]}"
                    .formatted(user, String.join(",", keys))))
        .build();
  }

  private static String body(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /// How many of `answers` give the arm `variant`.
  static long count(List<String> answers, String variant) {
    String needle = "\"variant\":\"" + variant + "\"";
    return answers.stream()
        .mapToLong(
            answer ->
                IntStream.iterate(
                        answer.indexOf(needle),
                        at -> at >= 0,
                        at -> answer.indexOf(needle, at + needle.length()))
                    .count())
        .sum();
  }
}
