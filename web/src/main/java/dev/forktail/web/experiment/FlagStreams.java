package dev.forktail.web.experiment;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.web.http.Cors;
import dev.forktail.web.http.EventStream;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The clients that want to know when flags have changed. Safe for concurrent use.
public final class FlagStreams implements AutoCloseable {
  private static final int STREAMS_MAX = 2_000;
  private static final Reply FULL =
      Reply.json(503, OfrepJson.failure(null, "GENERAL", "Too many streams are open."))
          .with("Retry-After", "10");

  private final Map<ProjectId, Set<EventStream>> streams = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Supplier<Long> version;
  private final InstantSource clock;

  /// @param version that of the definitions
  public FlagStreams(Supplier<Long> version, InstantSource clock) {
    this.version = version;
    this.clock = clock;
  }

  void open(Loop loop, HttpServerRequest request, ProjectId project) {
    if (open.incrementAndGet() > STREAMS_MAX) {
      open.decrementAndGet();
      Replies.send(request, Cors.open(FULL));
      return;
    }
    request.response().putHeader("Access-Control-Allow-Origin", "*");
    var stream = EventStream.open(loop, request);
    var all = streams.computeIfAbsent(project, _ -> ConcurrentHashMap.newKeySet());
    all.add(stream);
    stream.onClose(
        () -> {
          all.remove(stream);
          open.decrementAndGet();
        });
  }

  /// Something has changed: all are told to ask again.
  public void tell() {
    var message =
        "{\"type\":\"refetchEvaluation\",\"etag\":\"%d\",\"lastModified\":%d}"
            .formatted(version.get(), clock.instant().getEpochSecond());
    streams.values().forEach(all -> all.forEach(stream -> stream.send("message", message)));
  }

  @Override
  public void close() {
    streams.values().forEach(all -> all.forEach(EventStream::close));
  }
}
