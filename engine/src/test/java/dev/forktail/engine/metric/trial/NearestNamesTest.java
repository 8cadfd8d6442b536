package dev.forktail.engine.metric.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNamesTest {
  private static final List<String> KNOWN =
      List.of("Product Viewed", "Page", "Order Completed", "Order Refunded", "Cart Viewed");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order_completed | Order Completed",
        "OrderCompletd | Order Completed",
        "Product View | Product Viewed",
        "page | Page",
        "nothing of the kind | Product Viewed",
      })
  void theNearestComesFirst(String wanted, String nearest) {
    assertThat(NearestNames.of(wanted, KNOWN)).startsWith(nearest).hasSizeLessThanOrEqualTo(3);
  }
}
