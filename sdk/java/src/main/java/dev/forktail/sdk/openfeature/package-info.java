/// The SDK as a provider of OpenFeature.
@org.jspecify.annotations.NullMarked
package dev.forktail.sdk.openfeature;
