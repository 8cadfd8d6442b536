package dev.forktail.app.lake;

import dev.forktail.app.settings.SettingsException;
import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.export.PromotedProperties.Answer;
import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.engine.export.PropertySource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The properties that the settings want as columns.
public record PromotedSetting(List<PropertyDeclaration> declarations) {
  private static final Logger log = LoggerFactory.getLogger(PromotedSetting.class);

  public PromotedSetting {
    declarations = List.copyOf(declarations);
  }

  /// Reads the value of `key`, such as `price double $.properties.price, total double
  /// $.properties.total of Order Completed`; empty: none.
  public static PromotedSetting of(String key, String text) {
    return new PromotedSetting(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(Predicate.not(String::isEmpty))
            .map(entry -> declaration(key, entry))
            .toList());
  }

  private static PropertyDeclaration declaration(String key, String entry) {
    var parts = entry.split("\\s+", 3);
    fault(parts)
        .ifPresent(
            fault -> {
              throw new SettingsException("Setting '%s' has '%s'. %s".formatted(key, entry, fault));
            });
    return PropertyDeclaration.of(parts[0], parts[1], PropertySource.find(parts[2]).orElseThrow());
  }

  private static Optional<String> fault(String[] parts) {
    if (parts.length < 3) {
      return Optional.of("Write name, type and path: price double $.properties.price");
    }
    return PropertyDeclaration.findFaultOfName(parts[0])
        .or(() -> PropertyDeclaration.findFaultOfType(parts[1]))
        .or(
            () ->
                PropertySource.find(parts[2]).isPresent()
                    ? Optional.empty()
                    : PropertySource.findFaultOfPath(parts[2]));
  }

  /// Declares them all. One that cannot be a column keeps nobody from sending events, so it is only
  /// logged.
  public void declareIn(PromotedProperties properties) {
    for (var declaration : declarations) {
      switch (properties.declare(declaration)) {
        case Answer.Declared(var column) ->
            log.info("A property is a column now: {}", column.column().name());
        case Answer.Known _ -> {}
        case Answer.Refused(_, var reason) ->
            log.error("A property of the settings is no column: {}", reason);
      }
    }
  }
}
