package dev.forktail.engine.result.report;

import dev.forktail.statistics.inference.MultipleTesting;
import java.util.List;
import java.util.stream.IntStream;

/// A p-value, corrected for all that were looked at together.
///
/// @param holm so that the chance of any false alarm stays below alpha
/// @param benjaminiHochberg so that of all alarms a share of alpha is false
public record Corrected(double holm, double benjaminiHochberg) {

  /// These p-values, each corrected for all, in their order.
  static List<Corrected> of(List<Double> pValues) {
    double[] values = pValues.stream().mapToDouble(Double::doubleValue).toArray();
    double[] holm = MultipleTesting.holm(values);
    double[] benjaminiHochberg = MultipleTesting.benjaminiHochberg(values);
    return IntStream.range(0, values.length)
        .mapToObj(i -> new Corrected(holm[i], benjaminiHochberg[i]))
        .toList();
  }
}
