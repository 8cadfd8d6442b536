/// Pages as JSON, and as texts that show whether they are whole.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.page.json;
