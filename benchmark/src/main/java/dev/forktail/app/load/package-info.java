/// Load on what is asked of a server, by the parts of its load generator.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.load;
