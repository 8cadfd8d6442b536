package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.web.http.NodeProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// GrowthBook's own client, in Node, decides as this server does, by what it fetches from it.
@Timeout(300)
final class GrowthBookClientIT {
  private static final String TWO =
      "\"variants\":[{\"key\":\"a\",\"weight\":5000},{\"key\":\"b\",\"weight\":5000}]";
  private static final String THREE =
      "\"variants\":[{\"key\":\"a\",\"weight\":1},{\"key\":\"b\",\"weight\":1},{\"key\":\"c\",\"weight\":1}]";

  private final DecidingServer server = new DecidingServer();
  @TempDir private Path folder;

  @BeforeEach
  void fetchClient() throws Exception {
    NodeProgram.packages("GrowthBookClientIT", "@growthbook/growthbook@1.8.0");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aHundredThousandUnitsGetTheSameArms() throws Exception {
    running("plain", "growthbook-v2", TWO, "");
    running("plain-1", "growthbook-v1", TWO, "");
    running("thirds", "growthbook-v2", THREE, ",\"traffic\":7000,\"salts\":{\"seed\":\"old\"}");
    running("uneven", "growthbook-v2", weights(3334, 3333, 3333), ",\"traffic\":9900");
    running("light", "growthbook-v1", weights(9900, 0), "");
    running("part", "growthbook-v2", TWO, group("[[0,2500],[5000,7500]]"));
    running("rest", "growthbook-v1", TWO, group("[[2500,5000]]"));
    running("forced", "growthbook-v2", THREE, ",\"forced\":{\"unit-7\":\"c\",\"unit-8\":\"b\"}");
    running(
        "ramp",
        "growthbook-v2",
        TWO,
        schedule("\"ramp\":[{\"at\":\"2026-11-23T11:00:00Z\",\"traffic\":6000}]", 100));
    running("over", "forktail-v1", TWO, schedule("\"end\":\"2026-11-23T11:00:00Z\"", 10000));

    var subjects =
        IntStream.range(0, 100_000).mapToObj(i -> Map.<String, Object>of("userId", "unit-" + i));

    compare(subjects.toList());
  }

  @Test
  void whomAConditionMeansIsTheSameForAttributesOfAnyKind() throws Exception {
    var conditions =
        """
        {"attribute":"x","equals":"5"}
        {"attribute":"x","in":[5,"yes",true,1.5]}
        {"attribute":"x","in":["true","0","5.0",""]}
        {"attribute":"x","exists":true}
        {"attribute":"x","exists":false}
        {"not":{"attribute":"x","in":["AT","DE"]}}
        {"attribute":"x","min":5}
        {"attribute":"x","above":-1,"max":5}
        {"attribute":"x","below":1.5}
        {"attribute":"x","min":0,"below":10}
        {"not":{"attribute":"x","below":6}}
        {"attribute":"x","contains":["a","5"]}
        {"attribute":"x","startsWith":["/shop","A.","ı"]}
        {"attribute":"x","endsWith":["S","k."],"ignoreCase":true}
        {"attribute":"x","contains":["i","ß","µ","/sh"],"ignoreCase":true}
        {"attribute":"x","contains":["\\u2028","😀","\\n"]}
        {"attribute":"x","regex":"^/shop(/|$)"}
        {"attribute":"x","regex":"@example\\\\.org$"}
        {"attribute":"x","regex":"^.$"}
        {"attribute":"x","regex":"^..$"}
        {"attribute":"x","regex":"^[^a]$"}
        {"attribute":"x","regex":"^a.*k.?$"}
        {"attribute":"x","regex":"(?:sh|[a-c.-]{2,3}|\\\\d+\\\\s\\\\w)+?"}
        {"attribute":"x","regex":"\\\\b5\\\\b"}
        {"attribute":"x","regex":"^.+$"}
        {"all":[{"attribute":"x","exists":true},{"any":[{"attribute":"y","equals":1},{"attribute":"x","min":5}]}]}
        {"attribute":"x","semver":">=1.2.0"}
        {"attribute":"x","semver":">1.2 <=2"}
        {"attribute":"x","semver":"<1.10.3"}
        {"attribute":"x","semver":"<1"}
        {"attribute":"x","semver":"<0"}
        {"attribute":"x","semver":"<1.0.5"}
        {"attribute":"x","semver":"<=0.0.7"}
        {"attribute":"x","semver":">0"}
        {"attribute":"x","semver":"1"}
        {"attribute":"x","semver":"=v1.2.0+any"}
        {"attribute":"x","semver":"!=1.2.3 >=1.0.9 <100000"}
        {"not":{"attribute":"x","semver":">99999.10.009"}}
        {"any":[]}
        {"all":[]}
        {"attribute":"address.city","equals":"Wien"}
        """
            .lines()
            .toList();
    for (int i = 0; i < conditions.size(); i++) {
      var key = "c%02d".formatted(i);
      var targeting = ",\"traffic\":9000,\"targeting\":" + conditions.get(i);
      running(key, "growthbook-v2", TWO, targeting);
      server.add(
          "{\"key\":\"d%02d\",\"state\":\"decided\",\"winner\":\"b\",%s%s}"
              .formatted(i, TWO, targeting));
    }

    compare(subjectsOfAnyKind());
  }

  private static List<Map<String, Object>> subjectsOfAnyKind() {
    var values = new ArrayList<Object>();
    values.addAll(
        List.of(
            "", "5", "5.0", "05", " 5", "5 ", "+5", "-0.5", "1e1", ".5", "5.", "Infinity", "0x5"));
    values.addAll(
        List.of("NaN", "e", "yes", "true", "false", "null", "AT", "A.k.", "k.", "\u212A."));
    values.addAll(
        List.of("SS", "\u017F", "\u0130", "\u0131", "i", "I", "\u00DF", "\u1E9E", "\u00B5"));
    values.addAll(
        List.of("\u03BC", "\u039C", "/shop", "/SHOP", "/shop/a", "/shopping", "me@example.org"));
    values.addAll(
        List.of("😀", "😀😀", "\n", "\r", "a\u2028k", "a\nk", "a", "ab", "12 x", "a5", "a 5"));
    values.addAll(
        List.of("0", "1", "1.", ".1", "v1", "V1", "vv1", "1.2", "1.2.0", "01.02.00", "1.2.3.4"));
    values.addAll(List.of("1.2.3", "1.2.10", "1.10", "1.10.2", "1.10.3", "1.9.9", "2", "2.0.0"));
    values.addAll(List.of("2.0.1", "0.9", "0.0.0", "0.0.7", "0.0.8", "1.0", "1.0.4", "1.0.6"));
    values.addAll(List.of("1-rc", "1.2.0-rc.1", "1.2-0", "0-a", "1.2.3-", "1.2.3-a..b", "1-_"));
    values.addAll(List.of("1+", "1.2.0+b-1", "1.2.0-a+b", "1.2.0--", "1.2\n", "\n1", "1.2.é"));
    values.addAll(List.of("99999", "100000", "99999.10.9", "99999.10.10", "123456.1", "00100000"));
    values.addAll(List.of("9".repeat(18), "9".repeat(19), "1.0+" + "x".repeat(96)));
    values.addAll(List.of("1.0+" + "x".repeat(97), List.of("b", "1.5"), List.of("1.2-a", "0.1")));
    values.addAll(List.of("9".repeat(40), "9".repeat(41), "x".repeat(2000), "x".repeat(2001)));
    values.addAll(List.of(5, 0, -1, 1.5, 5.5, 10, 1e10, true, false));
    values.addAll(
        List.of(List.of(), List.of(5), List.of("5", "a"), List.of(1, 9), List.of("DE", true)));
    values.addAll(List.of(List.of("/shop", "b"), List.of(0.5, "x@example.org"), List.of("")));
    var subjects = new ArrayList<Map<String, Object>>();
    var random = new SplittableRandom(1);
    for (int i = 0; i < values.size() * 8; i++) {
      var subject = new LinkedHashMap<String, Object>();
      subject.put("userId", "unit-" + i);
      subject.put("x", values.get(i % values.size()));
      if (random.nextBoolean()) {
        subject.put("y", values.get(random.nextInt(values.size())));
      }
      subjects.add(subject);
    }
    subjects.add(Map.of("userId", "nothing"));
    subjects.add(Map.of("userId", "nested", "address", Map.of("city", "Wien")));
    return subjects;
  }

  private void running(String key, String hasher, String variants, String more) {
    server.add(
        "{\"key\":\"%s\",\"state\":\"running\",\"hasher\":\"%s\",%s%s}"
            .formatted(key, hasher, variants, more));
  }

  private static String weights(int... weights) {
    return IntStream.range(0, weights.length)
        .mapToObj(i -> "{\"key\":\"%c\",\"weight\":%d}".formatted('a' + i, weights[i]))
        .collect(Collectors.joining(",", "\"variants\":[", "]"));
  }

  private static String group(String ranges) {
    return ",\"exclusion\":{\"group\":\"layer\",\"ranges\":" + ranges + "}";
  }

  private static String schedule(String schedule, int traffic) {
    return ",\"traffic\":%d,\"schedule\":{%s}".formatted(traffic, schedule);
  }

  /// Has the client decide for each subject, and compares with what decides here.
  private void compare(List<Map<String, Object>> subjects) throws Exception {
    var input = folder.resolve("subjects.ndjson");
    var output = folder.resolve("arms.csv");
    Files.write(input, subjects.stream().map(JsonTree::text).toList());
    var run =
        NodeProgram.run(
            "growthbook-arms.cjs",
            "http://127.0.0.1:" + server.http().port(),
            "write",
            input.toString(),
            output.toString());
    assertThat(run.exitCode()).as(run::output).isZero();
    var lines = Files.readAllLines(output);
    var keys = Arrays.stream(lines.getFirst().split(",", -1)).map(ExperimentKey::new).toList();
    assertThat(keys).hasSameSizeAs(server.experiments().stored().keySet());
    for (int i = 0; i < subjects.size(); i++) {
      assertThat(lines.get(i + 1)).as("%s", subjects.get(i)).isEqualTo(arms(keys, subjects.get(i)));
    }
  }

  private String arms(List<ExperimentKey> keys, Map<String, Object> attributes) {
    var subject = DecidingServer.subject(attributes);
    var visit = Visit.at(DecidingServer.NOON, Remembered.UNAVAILABLE);
    return keys.stream()
        .map(key -> server.experiments().decided().assign(key, subject, visit))
        .flatMap(Stream::ofNullable)
        .map(
            assignment ->
                assignment.variant().key()
                    + (assignment.counted() ? " " + assignment.variant().key() : ""))
        .collect(Collectors.joining(","));
  }
}
