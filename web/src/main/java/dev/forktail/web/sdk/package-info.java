/// What client libraries of our own load.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.sdk;
