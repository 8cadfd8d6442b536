@NullMarked
package dev.forktail.web.aacheck;

import org.jspecify.annotations.NullMarked;
