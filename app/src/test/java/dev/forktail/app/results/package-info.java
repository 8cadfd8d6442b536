@org.jspecify.annotations.NullMarked
package dev.forktail.app.results;
