/// Faults against the real server in child processes, judged by what it acknowledged and what is
/// stored. See docs/faults.md.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.fault;
