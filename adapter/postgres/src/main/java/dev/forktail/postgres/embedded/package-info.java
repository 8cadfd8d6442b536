/// A real PostgreSQL server in a folder of ours: unpacked, created, started, taken over, stopped.
@NullMarked
package dev.forktail.postgres.embedded;

import org.jspecify.annotations.NullMarked;
