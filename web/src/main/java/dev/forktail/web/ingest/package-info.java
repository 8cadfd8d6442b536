/// The front door: wire formats in, acknowledgements out.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.ingest;
