/// Decides experiments and feature flags within a program, by definitions that it fetches from a
/// server, and tells that server which arms were seen.
@org.jspecify.annotations.NullMarked
package dev.forktail.sdk;
