/// Facts of the product beside the events: which, and how their copies are doing.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.facts;
