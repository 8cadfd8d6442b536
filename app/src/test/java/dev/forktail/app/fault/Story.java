package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Events that a client tells of one experiment: `V sees a`, `V is U` (identify), `V was U`
/// (alias). A `V` is somebody before the login, another capital letter a user.
final class Story {
  private static final String BOT = "Mozilla/5.0 (compatible; Googlebot/2.1)";

  private final String key;
  private final Instant began = Instant.now().minusSeconds(3_600);
  private final List<byte[]> lines = new ArrayList<>();

  Story(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  List<byte[]> lines(String steps) {
    for (var step : steps.split("; ", -1)) {
      var words = step.strip().split(" ", -1);
      switch (words[1]) {
        case "sees" -> add(track(ids(words[0]), words[2], "{}"));
        case "bot" -> add(track(ids("V"), words[3], "{\"userAgent\":\"%s\"}".formatted(BOT)));
        case "is" -> add("\"type\":\"identify\"," + ids("V") + "," + ids(words[2]));
        case "was" ->
            add("\"type\":\"alias\",\"previousId\":\"%s\",%s".formatted(id("V"), ids(words[2])));
        default -> throw new IllegalArgumentException(step);
      }
    }
    return lines;
  }

  private String track(String ids, String arm, String context) {
    return "\"type\":\"track\",\"event\":\"Experiment Viewed\",%s,\"context\":%s,"
            .formatted(ids, context)
        + "\"properties\":{\"experiment_id\":\"%s\",\"variation_id\":\"%s\"}".formatted(key, arm);
  }

  private void add(String fields) {
    lines.add(
        "{\"messageId\":\"%s-%d\",\"timestamp\":\"%s\",%s}"
            .formatted(key, lines.size(), began.plusSeconds(lines.size()), fields)
            .getBytes(UTF_8));
  }

  /// `U/V` has both.
  private String ids(String who) {
    var both = who.split("/", -1);
    return both.length == 2
        ? ids(both[0]) + "," + ids(both[1])
        : "\"%s\":\"%s\"".formatted(who.equals("V") ? "anonymousId" : "userId", id(who));
  }

  private String id(String who) {
    return who.equals("null") ? who : key + "-" + who;
  }
}
