/// Copying a data folder while its server runs.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.backup;
