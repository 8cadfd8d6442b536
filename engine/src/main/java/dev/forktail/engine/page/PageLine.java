package dev.forktail.engine.page;

/// A version of a page, and the change that made it.
public record PageLine(long version, PageChange change) {}
