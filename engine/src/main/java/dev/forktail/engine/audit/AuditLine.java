package dev.forktail.engine.audit;

/// A version of a definition, and the change that made it.
public record AuditLine<D>(long version, Change change, D definition) {}
