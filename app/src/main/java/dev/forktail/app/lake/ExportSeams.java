package dev.forktail.app.lake;

import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.LakeCatalog;
import java.util.function.UnaryOperator;

/// Where something can be put between the parts of an export, as the crash tests do.
///
/// @param settings how it exports
/// @param catalog where commits are decided
/// @param ports everything else that it works with
public record ExportSeams(
    UnaryOperator<ExportSettings> settings,
    UnaryOperator<LakeCatalog> catalog,
    UnaryOperator<ExportPorts> ports) {

  /// Nothing in between.
  public static ExportSeams closed() {
    return new ExportSeams(
        UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
  }
}
