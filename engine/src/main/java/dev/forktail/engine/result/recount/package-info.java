/// Totals of experiments once more, from the stored events themselves: nothing that was kept while
/// they came in is asked.
@NullMarked
package dev.forktail.engine.result.recount;

import org.jspecify.annotations.NullMarked;
