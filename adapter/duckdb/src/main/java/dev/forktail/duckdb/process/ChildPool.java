package dev.forktail.duckdb.process;

import dev.forktail.duckdb.wire.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// DuckDB children, some of which wait, started, for work.
///
/// - **Contract.** A request is answered by one child that does nothing else meanwhile. A child
///   that crashes, hangs or grows takes nothing with it and is replaced; when children do not
///   start, tries become rarer, up to one in 30 seconds.
/// - **Failure.** [ChildException].
/// - **Threads.** Safe for concurrent use; blocks. Interrupting a caller stops its request.
public final class ChildPool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChildPool.class);
  private static final Duration BACKOFF_MIN = Duration.ofMillis(200);
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(30);
  private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "forktail");
  private static final long OWN_BYTES_MAX = 160L * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ChildConfig config;
  private final ChildCommand command;
  private final ScheduledExecutorService watch;
  private final Thread starter;

  @GuardedBy("lock")
  private final ArrayDeque<Child> idle = new ArrayDeque<>();

  @GuardedBy("lock")
  private int children;

  @GuardedBy("lock")
  private int waiting;

  @GuardedBy("lock")
  private @Nullable IOException startFailure;

  @GuardedBy("lock")
  private long residentBytesMax;

  @GuardedBy("lock")
  private boolean closed;

  // Of the starter's thread alone.
  private long started;
  private Duration backoff = BACKOFF_MIN;

  private ChildPool(ChildConfig config, ChildCommand command) {
    this.config = config;
    this.command = command;
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("duckdb-watch").factory());
    this.starter = Thread.ofPlatform().daemon().name("duckdb-start").unstarted(this::startChildren);
  }

  /// Empties the folder, unpacks DuckDB if this user has not yet, and begins to start children.
  public static ChildPool open(ChildConfig config) throws IOException {
    Folders.delete(config.folder());
    Path nativeCode = NativeCode.unpacked(CACHE, config.folder().resolve("native"));
    var pool = new ChildPool(config, new ChildCommand(config, nativeCode));
    pool.starter.start();
    return pool;
  }

  /// Asks a child and returns its answer.
  ///
  /// @throws java.io.UncheckedIOException what the exchange's own rows or result throw
  public byte[] ask(Exchange exchange) {
    var child = lease();
    var deadline = Deadline.start(watch, child, exchange.limit());
    try {
      return child.ask(exchange);
    } catch (ChildException.Failed e) {
      throw deadline.isOver() ? tooLong(exchange) : e;
    } catch (IOException e) {
      child.kill();
      throw deadline.isOver()
          ? tooLong(exchange)
          : new ChildException.Crashed("A DuckDB child has ended: " + child.lastWords(), e);
    } catch (InterruptedException _) {
      child.kill();
      Thread.currentThread().interrupt();
      throw new ChildException.Cancelled();
    } finally {
      deadline.close();
      giveBack(child);
    }
  }

  /// The largest that any child of this pool was when it was given back, in bytes of memory.
  public long residentBytesMax() {
    lock.lock();
    try {
      return residentBytesMax;
    } finally {
      lock.unlock();
    }
  }

  private static ChildException tooLong(Exchange exchange) {
    return new ChildException.TimedOut("Not done within " + exchange.limit());
  }

  private Child lease() {
    lock.lock();
    try {
      waiting++;
      changed.signalAll();
      long nanos = config.waitMax().toNanos();
      while (idle.isEmpty() && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (closed) {
        throw new ChildException.Unavailable("The DuckDB children are closed");
      }
      if (idle.isEmpty()) {
        throw none();
      }
      var child = idle.removeFirst();
      changed.signalAll();
      return child;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ChildException.Cancelled();
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private ChildException none() {
    return startFailure == null
        ? new ChildException.Unavailable(
            "No DuckDB child was free within " + config.waitMax() + " (children=" + children + ")")
        : new ChildException.Unavailable("No DuckDB child can be started", startFailure);
  }

  private void giveBack(Child child) {
    long resident = child.residentBytes();
    boolean usable =
        child.isUsable()
            && resident <= config.memoryBytes() + config.heapBytesMax() + OWN_BYTES_MAX;
    if (!usable) {
      child.kill();
    }
    lock.lock();
    try {
      residentBytesMax = Math.max(residentBytesMax, resident);
      if (usable && !closed) {
        idle.addFirst(child);
      } else {
        children--;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (usable && isClosed()) {
      child.kill();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// The starter's thread: sees to it that there are as many as are wanted.
  private void startChildren() {
    try {
      while (awaitNeed()) {
        startChild();
      }
    } catch (InterruptedException _) {
      // The pool is being closed.
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitNeed() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && (children >= config.childrenMax() || !isWanted())) {
        changed.await();
      }
      if (!closed) {
        children++;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean isWanted() {
    return idle.size() < Math.max(config.warm(), waiting);
  }

  private void startChild() throws InterruptedException {
    Path folder = config.folder().resolve("child-" + started++);
    try {
      var child = Child.awaitReady(command.start(folder), folder);
      backoff = BACKOFF_MIN;
      started(child, null);
    } catch (IOException e) {
      if (isClosed()) {
        started(null, e);
        return;
      }
      log.error("No DuckDB child can be started: retry={} cause={}", backoff, e.toString());
      started(null, e);
      awaitBackoff();
    }
  }

  private void started(@Nullable Child child, @Nullable IOException failure) {
    lock.lock();
    try {
      startFailure = failure;
      if (child != null && !closed) {
        idle.addLast(child);
      } else {
        children--;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (child != null && isClosed()) {
      child.kill();
    }
  }

  private void awaitBackoff() throws InterruptedException {
    lock.lock();
    try {
      long nanos = backoff.toNanos();
      while (!closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      backoff =
          BACKOFF_MAX.compareTo(backoff.multipliedBy(2)) < 0
              ? BACKOFF_MAX
              : backoff.multipliedBy(2);
    } finally {
      lock.unlock();
    }
  }

  /// Ends all children; requests that are being answered fail.
  @Override
  public void close() {
    List<Child> ended;
    lock.lock();
    try {
      closed = true;
      ended = List.copyOf(idle);
      idle.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    watch.shutdown();
    starter.interrupt();
    ended.forEach(Child::kill);
  }
}
