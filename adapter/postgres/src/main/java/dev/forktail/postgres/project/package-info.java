/// Projects and keys in tables.
@NullMarked
package dev.forktail.postgres.project;

import org.jspecify.annotations.NullMarked;
