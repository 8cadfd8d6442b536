/// What a person can ask of the export and tell it.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.export;
