/// Results of experiments: served, and asked for on the command line.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.results;
