/// How the process is doing, for probes, people and Prometheus.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.health;
