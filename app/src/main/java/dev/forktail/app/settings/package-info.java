/// Settings from file, environment and command line; every key and its default.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.settings;
