package dev.forktail.web.http;

/// Answers one kind of request in plain blocking code, on a virtual thread.
@FunctionalInterface
public interface Page {
  Reply answer(PageRequest request);
}
