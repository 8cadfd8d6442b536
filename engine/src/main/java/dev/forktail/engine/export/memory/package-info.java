/// The ports of the export without a database or an object store.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.export.memory;
