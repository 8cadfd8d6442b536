package dev.forktail.web.ingest;

import dev.forktail.engine.context.Requester;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.RequestHead;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What the requests of one event loop share.
///
/// @param answers how requests are answered
/// @param ipHeader in which a proxy says where a request came from; empty: there is none
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
    LongSupplier nanoClock,
    String ipHeader) {

  /// Who sent `request`, as its head tells.
  Requester requester(HttpServerRequest request) {
    return new RequestHead(request, ipHeader);
  }
}
