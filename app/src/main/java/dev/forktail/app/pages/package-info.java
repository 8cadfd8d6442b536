/// Wiring of the pages that visitors are shown.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.pages;
