@org.jspecify.annotations.NullMarked
package dev.forktail.web.metric;
