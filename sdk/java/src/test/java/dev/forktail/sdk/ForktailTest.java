package dev.forktail.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.Subject;
import dev.forktail.sdk.openfeature.ForktailProvider;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ForktailTest {
  private static final String TEST =
      "{\"key\":\"test\",\"state\":\"running\",\"variants\":[{\"key\":\"a\",\"weight\":1},{\"key\":\"b\",\"weight\":1}]}";

  private Endpoint endpoint;
  @TempDir private Path folder;

  @BeforeEach
  void openEndpoint() throws Exception {
    endpoint = new Endpoint();
  }

  @AfterEach
  void close() {
    OpenFeatureAPI.getInstance().shutdown();
    endpoint.close();
  }

  @Test
  void newDefinitionsHoldSoonAndOldOnesAreNotFetchedTwice() throws Exception {
    try (var forktail = Forktail.open(endpoint.config())) {
      assertThat(forktail.assign("test", Subject.user("u1"))).isEmpty();
      assertThat(forktail.variant("test", Subject.user("u1"), "none")).isEqualTo("none");

      endpoint.define(TEST);

      await(() -> forktail.assign("test", Subject.user("u1")).isPresent());
      await(() -> endpoint.statuses().getLast() == 304);
    }
  }

  @Test
  void withoutTheServerTheLastDefinitionsHoldAlsoAfterAStart() throws Exception {
    endpoint.define(TEST);
    var config = endpoint.config().keptIn(folder.resolve("definitions.json"));
    var before = arms(config);

    endpoint.goAway();

    assertThat(arms(config)).isEqualTo(before).contains("a", "b");
    Files.writeString(folder.resolve("definitions.json"), "{ damaged");
    assertThat(arms(config)).containsOnly("none");
  }

  private static java.util.List<String> arms(ForktailConfig config) throws Exception {
    try (var forktail = Forktail.open(config)) {
      return IntStream.range(0, 100)
          .mapToObj(i -> forktail.assign("test", Subject.user("u" + i)))
          .map(arm -> arm.map(each -> each.variant().key().value()).orElse("none"))
          .toList();
    }
  }

  @Test
  void whatWasSeenIsSentOnceADayAndWaitsForAServerThatIsAway() throws Exception {
    endpoint.define(TEST);
    try (var forktail = Forktail.open(endpoint.config())) {
      endpoint.goAway();
      var arm = forktail.variant("test", Subject.user("u1"), "none");
      var _ = forktail.variant("test", Subject.user("u1"), "none");
      var _ = forktail.variant("test", Subject.visitor("v1"), "none"); // no unit: not counted
      await(() -> endpoint.statuses().getLast() == 503);

      endpoint.comeBack();

      await(() -> !endpoint.batches().isEmpty());
      assertThat(endpoint.batches().getFirst())
          .startsWith("{\"batch\":[{\"type\":\"track\",\"event\":\"Experiment Viewed\"")
          .contains("\"userId\":\"u1\"", "\"variation_id\":\"" + arm + "\"")
          .containsOnlyOnce("messageId");
    }
    assertThat(endpoint.batches()).hasSize(1);
  }

  @Test
  void closingSendsWhatIsLeft() throws Exception {
    endpoint.define(TEST);
    try (var forktail = Forktail.open(endpoint.config())) {
      var _ = forktail.variant("test", Subject.user("u1"), "none");
    }
    assertThat(endpoint.batches()).hasSize(1);
  }

  @Test
  void closingWaitsForASendThatIsUnderWay() throws Exception {
    endpoint.define(TEST);
    endpoint.answerLate(Duration.ofMillis(500));
    try (var forktail = Forktail.open(endpoint.config())) {
      var _ = forktail.variant("test", Subject.user("u1"), "none");
      await(() -> !endpoint.batches().isEmpty());
    }
    assertThat(endpoint.batches()).hasSize(1);
  }

  @Test
  void openFeatureGetsEachKindOfValue() throws Exception {
    endpoint.define(
        flag("truth", "true"),
        flag("text", "\"hello\""),
        flag("number", "7"),
        flag("object", "{\"a\":[1,true]}"),
        TEST);
    try (var forktail = Forktail.open(endpoint.config())) {
      var client = client(forktail);
      var user = new ImmutableContext("u1", Map.of("country", new Value("AT")));

      assertThat(client.getBooleanValue("truth", false, user)).isTrue();
      assertThat(client.getStringValue("text", "", user)).isEqualTo("hello");
      assertThat(client.getIntegerValue("number", 0, user)).isEqualTo(7);
      assertThat(client.getDoubleValue("number", 0.0, user)).isEqualTo(7.0);
      var object = client.getObjectValue("object", new Value(), user).asStructure();
      assertThat(object.getValue("a").asList()).hasSize(2);
      var details = client.getStringDetails("test", "", user);
      assertThat(details.getValue()).isEqualTo(details.getVariant()).isIn("a", "b");
      assertThat(details.getReason()).isEqualTo("SPLIT");
      assertThat(client.getBooleanDetails("none", true, user).getErrorCode())
          .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
      assertThat(client.getBooleanDetails("text", true, user).getErrorCode())
          .isEqualTo(ErrorCode.TYPE_MISMATCH);
      assertThat(client.getBooleanDetails("truth", false, new ImmutableContext()).getErrorCode())
          .isEqualTo(ErrorCode.TARGETING_KEY_MISSING);
      assertThat(client.getBooleanDetails("truth", false, new ImmutableContext("u1")).getReason())
          .isEqualTo("DEFAULT");
    }
  }

  /// A flag for Austria; elsewhere it is control, which has another value of the same kind.
  private static String flag(String key, String value) {
    return """
    {"key":"%s","state":"running","targeting":{"attribute":"country","equals":"AT"},
     "variants":[{"key":"off","weight":0,"value":%s},{"key":"on","weight":1,"value":%s}]}
    """
        .formatted(key, value, value);
  }

  private static Client client(Forktail forktail) {
    var api = OpenFeatureAPI.getInstance();
    api.setProviderAndWait(new ForktailProvider(forktail));
    return api.getClient();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(20);
    }
  }
}
