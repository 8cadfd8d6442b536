/// Decisions and what was known then, over HTTP.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.decision;
