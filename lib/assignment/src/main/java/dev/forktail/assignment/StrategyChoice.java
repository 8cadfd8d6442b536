package dev.forktail.assignment;

import java.util.Map;

/// Which strategy an experiment uses and with which options; the strategy says what they mean.
public record StrategyChoice(String name, Map<String, String> options) {
  public static final StrategyChoice HASH = new StrategyChoice("hash", Map.of());

  public StrategyChoice {
    Keys.check("strategy name", name);
    options = Map.copyOf(options);
  }
}
