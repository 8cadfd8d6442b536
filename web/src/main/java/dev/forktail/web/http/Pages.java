package dev.forktail.web.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where pages and API calls run: each on a virtual thread of its own, so many at once and no more.
public final class Pages implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Pages.class);
  private static final Reply BUSY =
      Reply.error(503, "busy", null, "Too many pages are being made right now; try again.")
          .with("Retry-After", "1");
  private static final Reply FAILED =
      Reply.error(500, "internal", null, "This went wrong on our side; the log says why.");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore permits;

  /// A place for so many pages.
  ///
  /// @param pagesMax how many at once
  public Pages(int pagesMax) {
    this.permits = new Semaphore(pagesMax);
  }

  /// The endpoint that answers with `page`.
  public Endpoint of(Page page) {
    return loop -> request -> begin(loop, request, page, new byte[0], new Asker());
  }

  /// The endpoint that answers with `page`, which gets the body of the request too. The page's
  /// thread is interrupted when the client goes away.
  ///
  /// @param bytesMax a longer body is answered 413
  public Endpoint withBody(int bytesMax, Page page) {
    return loop ->
        request ->
            BodyReader.read(
                loop,
                request,
                bytesMax,
                body -> {
                  var asker = new Asker();
                  request.response().closeHandler(_ -> asker.leave());
                  begin(loop, request, page, body, asker);
                });
  }

  /// Answers `request` with what `reply` says, which may wait. Called on its loop.
  public void answer(Loop loop, HttpServerRequest request, Supplier<Reply> reply) {
    begin(loop, request, _ -> reply.get(), new byte[0], new Asker());
  }

  @Override
  public void close() {
    threads.close();
  }

  private void begin(Loop loop, HttpServerRequest request, Page page, byte[] body, Asker asker) {
    if (!permits.tryAcquire()) {
      Replies.send(request, BUSY);
      return;
    }
    var asked = PageRequest.of(request, body);
    threads.execute(
        () -> {
          asker.begin();
          Reply reply = answer(page, asked);
          asker.end();
          permits.release();
          loop.wake(new Answer(request, reply));
        });
  }

  private static Reply answer(Page page, PageRequest asked) {
    try {
      return page.answer(asked);
    } catch (RuntimeException
        | Error e) { // also what is nested too deep: somebody waits for an answer
      log.error("A page failed: path={}", asked.path(), e);
      return FAILED;
    }
  }

  /// A reply on its way back to the loop of its request.
  private static final class Answer extends Loop.Task {
    private final HttpServerRequest request;
    private final Reply reply;

    Answer(HttpServerRequest request, Reply reply) {
      this.request = request;
      this.reply = reply;
    }

    @Override
    protected void run() {
      Replies.send(request, reply);
    }
  }
}
