/// What a run's totals say: numbers with their uncertainty, and a verdict in words.
@NullMarked
package dev.forktail.engine.result.report;

import org.jspecify.annotations.NullMarked;
