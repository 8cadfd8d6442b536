/// `forktail import`: its parts, put together.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.imports;
