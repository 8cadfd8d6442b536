/// What was done to what people define: experiments, metrics, pages.
@NullMarked
package dev.forktail.engine.audit;

import org.jspecify.annotations.NullMarked;
