package dev.forktail.sdk.openfeature;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Value.Decimal;
import dev.forktail.assignment.Value.Json;
import dev.forktail.assignment.Value.Text;
import dev.forktail.assignment.Value.Truth;
import dev.forktail.sdk.Forktail;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Flags for OpenFeature, decided within this program. Asking for one is an exposure. An experiment
/// without values has the keys of its variants as values. Whoever makes the [Forktail] closes it.
public final class ForktailProvider implements FeatureProvider {
  private final Forktail forktail;

  public ForktailProvider(Forktail forktail) {
    this.forktail = forktail;
  }

  @Override
  public Metadata getMetadata() {
    return () -> "forktail";
  }

  @Override
  public ProviderEvaluation<Boolean> getBooleanEvaluation(
      String key, Boolean otherwise, EvaluationContext context) {
    return evaluate(
        key,
        otherwise,
        context,
        arm -> arm.variant().value() instanceof Truth(var truth) ? truth : null);
  }

  @Override
  public ProviderEvaluation<String> getStringEvaluation(
      String key, String otherwise, EvaluationContext context) {
    return evaluate(
        key,
        otherwise,
        context,
        arm ->
            switch (arm.variant().value()) {
              case null -> arm.variant().key().value();
              case Text(var text) -> text;
              case Truth _, Decimal _, Json _ -> null;
            });
  }

  @Override
  public ProviderEvaluation<Integer> getIntegerEvaluation(
      String key, Integer otherwise, EvaluationContext context) {
    return evaluate(
        key,
        otherwise,
        context,
        arm ->
            arm.variant().value() instanceof Decimal(var number) && isInt(number)
                ? (Integer) number.intValueExact()
                : null);
  }

  private static boolean isInt(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
  }

  @Override
  public ProviderEvaluation<Double> getDoubleEvaluation(
      String key, Double otherwise, EvaluationContext context) {
    return evaluate(
        key,
        otherwise,
        context,
        arm ->
            arm.variant().value() instanceof Decimal(var number)
                ? (Double) number.doubleValue()
                : null);
  }

  @Override
  public ProviderEvaluation<Value> getObjectEvaluation(
      String key, Value otherwise, EvaluationContext context) {
    return evaluate(
        key,
        otherwise,
        context,
        arm -> arm.variant().value() instanceof Json(var text) ? object(text) : null);
  }

  /// @param value that of an arm; null when it is of another kind
  private <T> ProviderEvaluation<T> evaluate(
      String key, T otherwise, EvaluationContext context, Function<Assignment, @Nullable T> value) {
    var subject = subject(context);
    if (subject == null) {
      return failed(otherwise, ErrorCode.TARGETING_KEY_MISSING, "The context has no targetingKey.");
    }
    var arm = forktail.assign(key, subject).orElse(null);
    if (arm == null) {
      return failed(otherwise, ErrorCode.FLAG_NOT_FOUND, "There is no flag of this key: " + key);
    }
    var found = value.apply(arm);
    if (found == null) {
      return failed(otherwise, ErrorCode.TYPE_MISMATCH, "The flag is of another type: " + key);
    }
    forktail.expose(subject, arm);
    return ProviderEvaluation.<T>builder()
        .value(found)
        .variant(arm.variant().key().value())
        .reason(arm.reason().openFeature())
        .build();
  }

  private static <T> ProviderEvaluation<T> failed(T otherwise, ErrorCode code, String message) {
    return ProviderEvaluation.<T>builder()
        .value(otherwise)
        .reason("ERROR")
        .errorCode(code)
        .errorMessage(message)
        .build();
  }

  /// The targeting key stands for user, visitor and device, unless the context has these itself.
  private static @Nullable Subject subject(EvaluationContext context) {
    var key = context.getTargetingKey();
    if (key == null || key.isEmpty()) {
      return null;
    }
    var attributes = ContextValues.attributes(context.asMap());
    return ContextValues.subject(key, attributes);
  }

  private static @Nullable Value object(String json) {
    try {
      return ContextValues.value(dev.forktail.sdk.Json.read(json));
    } catch (IOException e) {
      throw new IllegalStateException("The server has checked that it is JSON", e);
    }
  }
}
