/// The HTTP server and how routes are mounted on it.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.http;
