/// A/A checks over HTTP.
@NullMarked
package dev.forktail.web.aacheck;

import org.jspecify.annotations.NullMarked;
