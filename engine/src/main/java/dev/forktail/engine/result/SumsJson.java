package dev.forktail.engine.result;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.statistics.sums.Sums;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// Sums as fields of JSON, to the last digit: they are texts, since they may have more digits than
/// a number of JSON keeps.
public final class SumsJson {
  private static final String UNITS = "units";

  private SumsJson() {}

  public static void addTo(Map<String, Object> tree, Sums sums) {
    tree.put(UNITS, sums.units());
    tree.put("totals", texts(sums.totals()));
    tree.put("products", texts(sums.products()));
  }

  private static List<String> texts(List<BigInteger> numbers) {
    return numbers.stream().map(BigInteger::toString).toList();
  }

  /// What [#addTo] has written.
  public static Sums read(JsonFields json) {
    return new Sums(whole(json, UNITS), numbers(json, "totals"), numbers(json, "products"));
  }

  private static List<BigInteger> numbers(JsonFields json, String name) {
    return json.texts(name).stream().map(BigInteger::new).toList();
  }

  /// A whole number that a long has room for.
  public static long whole(JsonFields json, String name) {
    return new BigInteger(String.valueOf(json.value(name))).longValueExact();
  }
}
