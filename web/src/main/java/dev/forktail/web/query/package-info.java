/// The JSON API: questions about stored events.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.query;
