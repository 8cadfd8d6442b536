package dev.forktail.web.experiment;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.web.http.Cors;
import dev.forktail.web.http.EventStream;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The clients that want to know when flags have changed. Each message has the version of the
/// definitions as its id; a client that connects and does not say that it has the current one
/// (`Last-Event-ID`) is told at once, so that none misses what happens before it listens. Safe for
/// concurrent use.
public final class FlagStreams implements AutoCloseable {
  private static final int STREAMS_MAX = 2_000;
  private static final Reply FULL =
      Reply.json(503, OfrepJson.failure(null, "GENERAL", "Too many streams are open."))
          .with("Retry-After", "10");

  private final Map<ProjectId, Set<Listener>> listeners = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Supplier<Definitions> definitions;

  /// @param definitions the current ones
  public FlagStreams(Supplier<Definitions> definitions) {
    this.definitions = definitions;
  }

  /// How a kind of client is told.
  public interface Wording {
    /// The type of the message.
    String event();

    String data(Definitions current);
  }

  private record Listener(EventStream stream, Wording wording) {
    void tell(Definitions current) {
      var id = Long.toString(current.version());
      stream.send(wording.event(), id, wording.data(current));
    }
  }

  /// Answers `request` with a stream that is told of the changes in `project`.
  public void open(Loop loop, HttpServerRequest request, ProjectId project, Wording wording) {
    if (open.incrementAndGet() > STREAMS_MAX) {
      open.decrementAndGet();
      Replies.send(request, Cors.open(FULL));
      return;
    }
    request.response().putHeader("Access-Control-Allow-Origin", "*");
    var listener = new Listener(EventStream.open(loop, request), wording);
    var all = listeners.computeIfAbsent(project, _ -> ConcurrentHashMap.newKeySet());
    all.add(listener);
    listener.stream()
        .onClose(
            () -> {
              all.remove(listener);
              open.decrementAndGet();
            });
    var current = definitions.get();
    if (!Long.toString(current.version()).equals(request.getHeader("Last-Event-ID"))) {
      listener.tell(current);
    }
  }

  /// Something has changed: all are told to ask again.
  public void tell() {
    var current = definitions.get();
    listeners.values().forEach(all -> all.forEach(listener -> listener.tell(current)));
  }

  @Override
  public void close() {
    listeners.values().forEach(all -> all.forEach(listener -> listener.stream().close()));
  }
}
