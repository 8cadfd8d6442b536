package dev.forktail.assignment.form;

/// A part of a tree that is JSON text already, to be written as it is.
public record JsonText(String text) {}
