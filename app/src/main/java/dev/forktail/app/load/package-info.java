/// Load at a fixed rate, with a ledger of what was acknowledged.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.load;
