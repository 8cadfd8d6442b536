/// A/A checks: past units, dealt to two arms again and again, must not show an effect more often
/// than chance does. Whoever uses a metric learns so before the first experiment whether its
/// p-values mean what they say.
@NullMarked
package dev.forktail.engine.result.aacheck;

import org.jspecify.annotations.NullMarked;
