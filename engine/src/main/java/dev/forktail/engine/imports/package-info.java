/// Events of another product, from files into the lake and every count, each once.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.imports;
