/// 10,000 real events that the build brings along.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.realevents;
