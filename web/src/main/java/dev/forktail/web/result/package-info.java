/// What experiments have brought: by JSON, and as pages.
@NullMarked
package dev.forktail.web.result;

import org.jspecify.annotations.NullMarked;
