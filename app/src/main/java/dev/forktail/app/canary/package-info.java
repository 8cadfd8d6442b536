/// The canary of a running server: it flies in and is asked for over HTTP, as by clients.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.canary;
