/// What is measured: metrics as definitions, with their versions.
@NullMarked
package dev.forktail.engine.metric;

import org.jspecify.annotations.NullMarked;
