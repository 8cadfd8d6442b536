@org.jspecify.annotations.NullMarked
package dev.forktail.sdk;
