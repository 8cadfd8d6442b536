/// The command that tells a running server what to do about its export.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.export;
