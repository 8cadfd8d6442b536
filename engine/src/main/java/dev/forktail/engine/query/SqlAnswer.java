package dev.forktail.engine.query;

import java.time.Duration;
import java.time.Instant;

/// What there is to say of an answer besides its rows.
///
/// @param asOf everything that was stored before is in it
/// @param files how many files may have had rows for it
/// @param fileBytes the length of these files, of which less is read
public record SqlAnswer(
    SqlOutcome outcome, Instant asOf, int files, long fileBytes, Duration elapsed) {}
