/// Results of experiments in PostgreSQL: records of units, totals, and the plan of what counts.
@NullMarked
package dev.forktail.postgres.result;

import org.jspecify.annotations.NullMarked;
