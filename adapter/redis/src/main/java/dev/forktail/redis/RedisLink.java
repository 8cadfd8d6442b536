package dev.forktail.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Redis that may be away: who asks is told so after a fifth of a second, and for a second after
/// that at once. Nothing waits for it when it is opened. Safe for concurrent use.
public final class RedisLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int THREADS = 2;

  private final String name;
  private final LongSupplier nanoClock;
  private final ClientResources threads;
  private final RedisClient client;
  private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
  private volatile @Nullable String fault;
  private volatile long askAgainAt;

  private RedisLink(String name, RedisURI uri, LongSupplier nanoClock) {
    this.name = name;
    this.nanoClock = nanoClock;
    this.askAgainAt = nanoClock.getAsLong();
    this.threads =
        DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .build();
    uri.setTimeout(PATIENCE);
    this.client = RedisClient.create(threads, uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
            .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
            .build());
  }

  /// The one at `url`, which is not asked yet.
  ///
  /// @param name what messages call it
  /// @param url `redis://[user:password@]host[:port][/database]`, or `rediss://…`
  /// @throws IllegalArgumentException when that is no such address
  public static RedisLink to(String name, String url, LongSupplier nanoClock) {
    return new RedisLink(name, RedisURI.create(url), nanoClock);
  }

  /// What `question` is answered; empty when Redis is away, or refuses the question.
  <T> Optional<T> ask(Function<RedisCommands<String, byte[]>, T> question) {
    if (fault != null && nanoClock.getAsLong() - askAgainAt < 0) {
      return Optional.empty();
    }
    try {
      T answer = question.apply(connection().sync());
      answers();
      return Optional.ofNullable(answer);
    } catch (RedisCommandExecutionException e) {
      log.warn("{} refuses a command: {}", name, e.getMessage());
      return Optional.empty();
    } catch (RedisException e) {
      isAway(e);
      return Optional.empty();
    }
  }

  private void answers() {
    if (fault != null) {
      fault = null;
      log.info("{} answers again", name);
    }
  }

  private void isAway(RedisException cause) {
    askAgainAt = nanoClock.getAsLong() + PAUSE.toNanos();
    if (fault == null) {
      log.warn("{} does not answer, and is asked again from time to time: {}", name, reason(cause));
    }
    fault = "%s does not answer: %s".formatted(name, reason(cause));
  }

  private static String reason(Throwable e) {
    var cause = e.getCause();
    return cause == null ? String.valueOf(e.getMessage()) : reason(cause);
  }

  private StatefulRedisConnection<String, byte[]> connection() {
    var open = connection;
    return open == null ? connect() : open;
  }

  private synchronized StatefulRedisConnection<String, byte[]> connect() {
    var open = connection;
    if (open == null) {
      open = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
      connection = open;
    }
    return open;
  }

  /// What is wrong with it; empty when it answered the last time.
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public void close() {
    client.close();
    threads.shutdown(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }
}
