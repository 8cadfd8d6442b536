package dev.forktail.app.recount;

import dev.forktail.app.terminal.ProgressBar;
import dev.forktail.app.terminal.Terminal;
import dev.forktail.engine.json.JsonFields;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks a running server to recount an experiment, follows that, and says what was found. Progress
/// goes to `err`, the outcome to `out`.
public final class RecountReport {
  private static final int DIFFERENT = 1;
  private static final int CANNOT = 2;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String experiment;
  private final PrintWriter out;
  private final PrintWriter err;

  public RecountReport(String experiment, PrintWriter out, PrintWriter err) {
    this.experiment = experiment;
    this.out = out;
    this.err = err;
  }

  /// Does all of it; returns the exit code: 0 when the totals are what the events come to, 1 when
  /// not or when it was refused, 2 when nobody answers.
  ///
  /// @param key an admin key
  public int run(URI url, String key) {
    try (var client = new RecountClient(url, key, experiment)) {
      return report(follow(client));
    } catch (RecountClient.RefusedException e) {
      return fail(DIFFERENT, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      var why = e.getMessage() == null ? "no connection" : e.getMessage();
      return fail(CANNOT, "cannot reach %s: %s".formatted(url, why));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return CANNOT;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private JsonFields follow(RecountClient client) throws IOException, InterruptedException {
    var task = client.begin();
    var id = task.value("id");
    var bar = new ProgressBar(err, Terminal.isThere());
    while (task.text("state").equals("running")) {
      bar.show(number(task, "events"), number(task, "expected"), "events are read");
      awaitProgress();
      task = client.status();
    }
    bar.end();
    if (!String.valueOf(id).equals(String.valueOf(task.value("id")))) {
      throw new RecountClient.RefusedException("Another recount was begun meanwhile.");
    }
    return task;
  }

  private static long number(JsonFields task, String name) {
    return (long) task.number(name, 0);
  }

  private static void awaitProgress() throws InterruptedException {
    var never = new CountDownLatch(1);
    var _ = never.await(POLL.toNanos(), TimeUnit.NANOSECONDS);
  }

  private int report(JsonFields task) {
    if (task.text("state").equals("failed")) {
      return fail(DIFFERENT, "the recount has failed: " + task.text("failure"));
    }
    return switch (task.text("outcome")) {
      case "same" -> {
        out.println(
            "The results of %s are what its events come to, to the last digit. %s"
                .formatted(experiment, counts(task)));
        yield 0;
      }
      case "different" -> {
        out.println(
            "The results of %s are not what its events come to: rows=%d. %s"
                .formatted(experiment, number(task, "rows_different"), counts(task)));
        task.objects("differences").forEach(this::print);
        yield DIFFERENT;
      }
      case "filling" ->
          fail(
              DIFFERENT,
              "events from before it was measured are still being added (%.0f %%); ask again later"
                  .formatted(100 * task.number("filled", 0)));
      default ->
          fail(DIFFERENT, "there is no experiment %s that is measured".formatted(experiment));
    };
  }

  private static String counts(JsonFields task) {
    return "As of %s: events=%d rows=%d"
        .formatted(task.text("as_of"), number(task, "events"), number(task, "rows"));
  }

  private void print(JsonFields row) {
    out.println(
        "  %s %s %s %s: live [%s] recounted [%s]"
            .formatted(
                row.text("metric"),
                row.text("variant"),
                row.text("day"),
                row.text("segment"),
                row.text("live"),
                row.text("recounted")));
  }

  private int fail(int code, String why) {
    err.println("forktail results: " + why);
    return code;
  }
}
