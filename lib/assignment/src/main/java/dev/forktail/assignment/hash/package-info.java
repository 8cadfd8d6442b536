/// From a unit to a bucket: our own formula and those of other products, bit for bit.
///
/// Start reading at [Hasher].
@org.jspecify.annotations.NullMarked
package dev.forktail.assignment.hash;
