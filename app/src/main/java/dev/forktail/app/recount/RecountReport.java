package dev.forktail.app.recount;

import dev.forktail.app.terminal.LongJobClient;
import dev.forktail.app.terminal.ProgressBar;
import dev.forktail.app.terminal.Terminal;
import dev.forktail.engine.json.JsonFields;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Asks a running server to recount an experiment, follows that, and says what was found. Progress
/// goes to `err`, the outcome to `out`.
public final class RecountReport {
  private static final int DIFFERENT = 1;
  private static final int CANNOT = 2;

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
  /// @param repair whether what differs is put right; the exit code is 1 all the same
  public int run(URI url, String key, boolean repair) {
    var name = URLEncoder.encode(experiment, StandardCharsets.UTF_8).replace("+", "%20");
    var place =
        url.resolve(
            "/api/experiments/" + name + "/results/recount" + (repair ? "?repair=true" : ""));
    try (var client = new LongJobClient(place, key)) {
      return report(follow(client));
    } catch (LongJobClient.RefusedException e) {
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

  private JsonFields follow(LongJobClient client) throws IOException, InterruptedException {
    var bar = new ProgressBar(err, Terminal.isThere());
    var task =
        client.follow(
            "",
            standing ->
                bar.show(
                    number(standing, "events"), number(standing, "expected"), "events are read"));
    bar.end();
    return task;
  }

  private static long number(JsonFields task, String name) {
    return (long) task.number(name, 0);
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
        if (task.truth("repaired", false)) {
          out.println("They were put right, and that was written down.");
        }
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
