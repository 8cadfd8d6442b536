/// What nodes share by a Redis, which may be away at any time.
@org.jspecify.annotations.NullMarked
package dev.forktail.redis;
