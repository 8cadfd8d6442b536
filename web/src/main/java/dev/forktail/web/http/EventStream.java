package dev.forktail.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One browser that listens to server-sent events.
///
/// - **Threads.** May be used from any.
/// - **Limits.** A browser that does not keep up misses messages: of each kind of event only the
///   newest waits. A page that shows the latest state wants nothing else.
public final class EventStream {
  private static final long HEARTBEAT_MILLIS = 15_000;
  private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

  private final Loop loop;
  private final HttpServerResponse response;
  private final Send send = new Send();
  private volatile boolean closed;
  private volatile @Nullable Runnable whenClosed;

  private EventStream(Loop loop, HttpServerResponse response) {
    this.loop = loop;
    this.response = response;
  }

  /// Answers `request` with a stream. Called on its loop; how many there may be is the caller's
  /// limit.
  public static EventStream open(Loop loop, HttpServerRequest request) {
    var response = request.response();
    var stream = new EventStream(loop, response);
    response.setChunked(true);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8");
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.putHeader("X-Accel-Buffering", "no");
    long heartbeat = loop.every(HEARTBEAT_MILLIS, () -> response.write(HEARTBEAT));
    Runnable over =
        () -> {
          loop.cancel(heartbeat);
          stream.hasClosed();
        };
    response.closeHandler(_ -> stream.once(over));
    response.endHandler(_ -> stream.once(over));
    response.write(Buffer.buffer("retry: 2000\n\n"));
    return stream;
  }

  /// Sends one message. False when the browser has gone.
  public boolean send(String event, String data) {
    return send(event, new StringBuilder(data.length() + 64), data);
  }

  /// The same with an id, which the browser says in `Last-Event-ID` when it connects again.
  public boolean send(String event, String id, String data) {
    var text = new StringBuilder(data.length() + 96).append("id: ").append(id).append('\n');
    return send(event, text, data);
  }

  private boolean send(String event, StringBuilder text, String data) {
    if (closed) {
      return false;
    }
    text.append("event: ").append(event).append('\n');
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    send.message(event, Buffer.buffer(text.append('\n').toString()));
    return true;
  }

  public boolean isClosed() {
    return closed;
  }

  /// Runs `action` once, on the event loop, when the browser has gone; at once if it has already.
  public void onClose(Runnable action) {
    loop.wake(
        new Loop.Task() {
          @Override
          protected void run() {
            if (closed) {
              action.run();
            } else {
              whenClosed = action;
            }
          }
        });
  }

  /// Ends the stream.
  public void close() {
    loop.wake(
        new Loop.Task() {
          @Override
          protected void run() {
            if (!closed) {
              response.end();
            }
          }
        });
  }

  private void once(Runnable over) {
    if (!closed) {
      closed = true;
      over.run();
    }
  }

  private void hasClosed() {
    Runnable action = whenClosed;
    if (action != null) {
      action.run();
    }
  }

  /// The newest message of each kind, on their way to the loop.
  private final class Send extends Loop.Task {
    private Map<String, Buffer> waiting = new LinkedHashMap<>();

    void message(String event, Buffer message) {
      boolean idle;
      synchronized (this) {
        idle = waiting.isEmpty();
        waiting.put(event, message);
      }
      if (idle) {
        loop.wake(this);
      }
    }

    @Override
    protected void run() {
      if (closed) {
        return;
      }
      if (response.writeQueueFull()) {
        response.drainHandler(_ -> run());
        return;
      }
      take().values().forEach(response::write);
    }

    private synchronized Map<String, Buffer> take() {
      var taken = waiting;
      waiting = new LinkedHashMap<>();
      return taken;
    }
  }
}
