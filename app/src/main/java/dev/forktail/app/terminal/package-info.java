/// What commands show on a terminal.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.terminal;
