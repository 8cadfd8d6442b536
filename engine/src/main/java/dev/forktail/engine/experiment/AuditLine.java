package dev.forktail.engine.experiment;

/// A version of an experiment, and the change that made it.
public record AuditLine(long version, Change change, Definition definition) {}
