/// The shop that the demo plays.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.demo;
