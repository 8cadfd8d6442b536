/// A strategy of a user, in a jar of its own.
@org.jspecify.annotations.NullMarked
package org.example.strategy;
