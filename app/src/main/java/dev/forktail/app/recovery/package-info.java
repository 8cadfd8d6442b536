/// What `forktail recover` says.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.recovery;
