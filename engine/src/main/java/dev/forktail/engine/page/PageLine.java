package dev.forktail.engine.page;

import dev.forktail.engine.audit.Change;

/// A version of a page, and the change that made it.
public record PageLine(long version, Change change) {}
