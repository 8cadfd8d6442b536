/// Metrics over HTTP.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.metric;
