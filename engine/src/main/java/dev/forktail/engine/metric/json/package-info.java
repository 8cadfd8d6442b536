/// Metrics as JSON: the form of the API, of the product database and of the snapshot on disk.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.metric.json;
