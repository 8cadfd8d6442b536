/// A/A checks within a server, and the command that asks for one.
@NullMarked
package dev.forktail.app.aacheck;

import org.jspecify.annotations.NullMarked;
