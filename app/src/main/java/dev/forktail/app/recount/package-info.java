/// Recounts of results within a server, and the command that asks for one.
@NullMarked
package dev.forktail.app.recount;

import org.jspecify.annotations.NullMarked;
