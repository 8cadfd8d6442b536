package dev.forktail.app.imports;

import dev.forktail.engine.imports.ImportPorts;
import java.util.function.UnaryOperator;

/// Where something can be put between the parts of an import, as the crash tests do.
public record ImportSeams(UnaryOperator<ImportPorts> ports) {

  /// Nothing in between.
  public static ImportSeams closed() {
    return new ImportSeams(UnaryOperator.identity());
  }
}
