package dev.forktail.web.ingest;

/// How one kind of request spells events: turns its head and body into arrivals.
///
/// A new format is a class of its own and a line in [IntakeRoutes]. It is strict: what it takes is
/// UTF-8 JSON within the limits. It belongs to one event loop and must not block.
@FunctionalInterface
interface WireFormat {
  Reading read(Delivery delivery);
}
