package dev.forktail.web.ingest;

import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.web.http.Loop;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What the requests of one event loop share.
///
/// @param answers how requests are answered
record IntakeLoop(
    Loop loop,
    EventBuffer buffer,
    Doorkeeper doorkeeper,
    BodyInflater inflater,
    BodyBudget budget,
    IngestLimits limits,
    IntakeAnswers answers,
    IntakeMeters meters,
    InstantSource clock,
    LongSupplier nanoClock) {}
