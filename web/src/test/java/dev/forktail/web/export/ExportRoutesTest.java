package dev.forktail.web.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.ExportControl;
import dev.forktail.engine.export.ExportProgress;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.StepRun;
import dev.forktail.web.http.ApiServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportRoutesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final PlainExport export = new PlainExport();
  private final ApiServer server =
      ApiServer.open((routes, keys, pages) -> new ExportRoutes(export, keys, pages).addTo(routes));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theStatusSaysWhatIsKnown() {
    export.paused = NOON;

    assertThat(ask("GET", "/v1/export", "admin").body())
        .isEqualTo(
            "{\"paused_since\":\"2026-11-22T12:00:00Z\",\"at_rest\":true,\"next_commit\":null,"
                + "\"fault\":\"Paused\",\"task\":null,\"steps\":[{\"step\":\"sweep\","
                + "\"ended\":\"2026-11-22T12:00:00Z\",\"took_millis\":5,\"failed\":true,"
                + "\"result\":\"No \\\"dust\\\"\"}]}");
  }

  @Test
  void pauseAndResumeAnswerWithTheStatus() {
    assertThat(ask("POST", "/v1/export/pause", "admin").body())
        .contains("\"paused_since\":\"2026-11-22T12:00:00Z\"");
    assertThat(ask("POST", "/v1/export/resume", "admin").body()).contains("\"paused_since\":null");
    assertThat(ask("GET", "/v1/export/pause", "admin").statusCode()).isEqualTo(405);
  }

  @Test
  void aWholeExportBeginsOrIsRefused() {
    var begun = ask("POST", "/v1/export/now", "admin");

    assertThat(begun.statusCode()).isEqualTo(202);
    assertThat(begun.body())
        .isEqualTo(
            "{\"id\":1,\"state\":\"running\",\"slices_to_stage\":4,\"slices_staged\":3,"
                + "\"tables\":3,\"tables_done\":2,\"slices\":1,\"events\":10,\"bytes\":20,"
                + "\"failure\":\"\",\"missing\":\"\"}");
    assertThat(ask("GET", "/v1/export", "admin").body()).contains("\"task\":" + begun.body());

    export.paused = NOON;
    var refused = ask("POST", "/v1/export/now", "admin");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("It is paused.");
  }

  @Test
  void aPeriodIsWrittenAgainWhenItIsOne() {
    String period = "?from=2026-11-22T10:00:00Z&to=2026-11-22T11:00:00Z";

    assertThat(ask("POST", "/v1/export/reexport" + period, "admin").statusCode()).isEqualTo(202);
    assertThat(export.again)
        .containsExactly(Instant.parse("2026-11-22T10:00:00Z"), NOON.minusSeconds(3_600));
    for (var wrong : List.of("", "?from=2026-11-22T10:00:00Z", "?from=x&to=y")) {
      assertThat(ask("POST", "/v1/export/reexport" + wrong, "admin").statusCode()).isEqualTo(400);
    }
    var turned = "?from=2026-11-22T11:00:00Z&to=2026-11-22T10:00:00Z";
    assertThat(ask("POST", "/v1/export/reexport" + turned, "admin").statusCode()).isEqualTo(400);
    assertThat(ask("POST", "/v1/export/reexport" + period, "read").statusCode()).isEqualTo(403);
  }

  @Test
  void onlyAdminsMayAsk() {
    for (var path : List.of("now", "pause", "resume")) {
      assertThat(ask("POST", "/v1/export/" + path, "read").statusCode()).isEqualTo(403);
      assertThat(ask("POST", "/v1/export/" + path, "nobody").statusCode()).isEqualTo(401);
      assertThat(ask("POST", "/v1/export/" + path, null).statusCode()).isEqualTo(401);
    }
    assertThat(ask("GET", "/v1/export", "read").statusCode()).isEqualTo(403);
    assertThat(export.paused).isNull();
  }

  @Test
  void aStoreThatIsAwayIs503() {
    export.away = true;

    assertThat(ask("GET", "/v1/export", "admin").statusCode()).isEqualTo(503);
  }

  private HttpResponse<String> ask(String method, String path, @Nullable String key) {
    return server.send(
        server.request(path, key).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /// An export that remembers what it is told and does nothing.
  private static final class PlainExport implements ExportControl {
    private volatile @Nullable Instant paused;
    private volatile @Nullable Task task;
    private volatile boolean away;
    private volatile List<Instant> again = List.of();

    @Override
    public Status status() {
      if (away) {
        throw new StoreException.Unavailable("away", new IOException("reset"));
      }
      var run = new StepRun(ExportStep.SWEEP, NOON, Duration.ofMillis(5), true, "No \"dust\"");
      return new Status(
          Optional.ofNullable(paused),
          true,
          Optional.empty(),
          Optional.ofNullable(paused).map(_ -> "Paused"),
          Optional.ofNullable(task),
          List.of(run));
    }

    @Override
    public Status pause() {
      paused = NOON;
      return status();
    }

    @Override
    public Status resume() {
      paused = null;
      return status();
    }

    @Override
    public Answer reexport(Instant from, Instant to) {
      again = List.of(from, to);
      return exportNow();
    }

    @Override
    public Answer exportNow() {
      if (paused != null) {
        return new Answer.Refused("It is paused.");
      }
      var begun = new Task(1, State.RUNNING, new ExportProgress(4, 3, 3, 2, 1, 10, 20), "", "");
      task = begun;
      return new Answer.Begun(begun);
    }
  }
}
