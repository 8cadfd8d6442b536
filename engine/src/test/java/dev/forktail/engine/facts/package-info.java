@org.jspecify.annotations.NullMarked
package dev.forktail.engine.facts;
