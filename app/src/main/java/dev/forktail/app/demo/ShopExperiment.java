package dev.forktail.app.demo;

import dev.forktail.app.demo.ShopArms.Arm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The experiment that the shop runs: a larger button at the end of the cart. Whoever looks at the
/// cart sees it, and is exposed.
///
/// What is true: of those who have begun to check out, 60 of 100 buy, with the larger button 72. So
/// orders and revenue per visitor rise by 20 %. The share of visitors who buy at all rises a little
/// less, since some come again until they do. Refunds per order stay as they are.
final class ShopExperiment {
  static final String KEY = "checkout-button";
  static final String CONTROL = "control";
  static final String TREATMENT = "treatment";
  static final int BUYING_PERCENT = 60;
  static final int BUYING_PERCENT_TREATED = 72;

  /// By how much orders per visitor rise.
  static final double TRUE_LIFT = (double) BUYING_PERCENT_TREATED / BUYING_PERCENT - 1;

  private static final String ORDER = "{\"type\":\"count\",\"event\":\"Order Completed\"}";

  /// What it is measured by, as requests to `/api/metrics`.
  static final List<String> METRICS =
      List.of(
          """
          {"key":"conversion","name":"Conversion","description":"Visitors who buy",
           "type":"conversion","event":"Order Completed","minimumEffect":0.05}
          """,
          """
          {"key":"revenue","name":"Revenue per visitor",
           "description":"More than 1000 of one visitor count as 1000",
           "type":"sum","event":"Order Completed","property":"revenue",
           "cap":{"value":1000},"minimumEffect":0.05}
          """,
          """
          {"key":"orders","name":"Orders per visitor","type":"count","event":"Order Completed",
           "minimumEffect":0.05}
          """,
          """
          {"key":"refund-rate","name":"Refunds per order","direction":"down","margin":0.3,
           "type":"ratio","numerator":{"type":"count","event":"Order Refunded"},
           "denominator":%s}
          """
              .formatted(ORDER));

  /// The experiment itself, as a request to `/api/experiments`.
  static final String DEFINITION =
      """
      {"key":"checkout-button","name":"A larger button at the end of the cart",
       "description":"The demo's shop plays it: with the larger button 72 of 100 check-outs end \
      with an order, without it 60.",
       "unit":"anonymousId",
       "variants":[{"key":"control","weight":5000},{"key":"treatment","weight":5000}],
       "metrics":["conversion","revenue","orders"],"guardrails":["refund-rate"],
       "start":true,"note":"The demo begins"}
      """;

  private ShopExperiment() {}

  /// How many of 100 who have begun to check out buy, when they see `arm`.
  static int buyingPercent(@Nullable Arm arm) {
    return arm != null && arm.variant().equals(TREATMENT) ? BUYING_PERCENT_TREATED : BUYING_PERCENT;
  }

  /// What the event says that tells of an exposure.
  static Map<String, Object> exposure(Visitor visitor, Arm arm) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("experiment_id", KEY);
    facts.put("experiment_name", KEY);
    facts.put("variation_id", arm.variant());
    facts.put("variation_name", arm.variant());
    facts.put("unit", "anonymousId");
    facts.put("unit_id", visitor.anonymousId().toString());
    return facts;
  }
}
