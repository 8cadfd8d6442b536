/// What a metric would have counted lately, so that its maker sees whether it is what they mean.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.metric.trial;
