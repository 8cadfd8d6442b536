package dev.forktail.engine.imports;

import org.jspecify.annotations.Nullable;

/// A row that was refused.
///
/// @param row its number; of a line that cannot be read at all, the line's
/// @param detail what exactly is wrong, when more is known than the fault says
/// @param raw the row, up to a limit
public record ImportLetter(
    long row, Fault fault, @Nullable String detail, String source, String raw) {}
