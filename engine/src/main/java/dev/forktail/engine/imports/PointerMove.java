package dev.forktail.engine.imports;

import dev.forktail.engine.export.TableName;

/// A version of a table that waits to become the current one.
///
/// @param expected the location of the version from which it was made
/// @param next its own
public record PointerMove(TableName table, String expected, String next) {}
