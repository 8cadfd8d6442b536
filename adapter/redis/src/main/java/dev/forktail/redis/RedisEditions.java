package dev.forktail.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.SharedEditions;
import dev.forktail.engine.page.Slug;
import dev.forktail.engine.page.json.EditionText;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of editions in a Redis: per slug a hash with the version `v` and the edition `d`. What is
/// outdated is a hash without `d`, so that who has read an older edition cannot bring it back.
public final class RedisEditions implements SharedEditions {
  private static final Logger log = LoggerFactory.getLogger(RedisEditions.class);
  private static final String KEY = "forktail:page:";
  private static final Duration LIFE = Duration.ofHours(1);

  private static final String VERSION =
      """
      local kind = redis.call('TYPE', KEYS[1]).ok
      if kind ~= 'hash' and kind ~= 'none' then redis.call('DEL', KEYS[1]) end
      local known = tonumber(redis.call('HGET', KEYS[1], 'v') or '0') or 0
      """;
  private static final String PUT =
      VERSION
          + """
          if known > tonumber(ARGV[1]) then return 0 end
          redis.call('HSET', KEYS[1], 'v', ARGV[1], 'd', ARGV[3])
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
          """;
  private static final String OUTDATE =
      VERSION
          + """
          if known >= tonumber(ARGV[1]) then return 0 end
          redis.call('DEL', KEYS[1])
          redis.call('HSET', KEYS[1], 'v', ARGV[1])
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
          """;

  private final RedisLink redis;

  public RedisEditions(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public Optional<Edition> find(Slug slug) {
    return redis.ask(commands -> commands.hget(key(slug), "d")).flatMap(copy -> read(slug, copy));
  }

  private static Optional<Edition> read(Slug slug, byte[] copy) {
    try {
      return Optional.of(EditionText.read(copy)).filter(edition -> edition.slug().equals(slug));
    } catch (IllegalArgumentException e) {
      log.warn("A copy of a page cannot be used: slug={} reason={}", slug, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void put(Edition edition) {
    run(PUT, edition.slug(), edition.version(), EditionText.write(edition));
  }

  @Override
  public void outdate(Slug slug, long version) {
    run(OUTDATE, slug, version);
  }

  private void run(String script, Slug slug, long version, byte[]... more) {
    var values = new byte[2 + more.length][];
    values[0] = Long.toString(version).getBytes(UTF_8);
    values[1] = Long.toString(LIFE.toMillis()).getBytes(UTF_8);
    System.arraycopy(more, 0, values, 2, more.length);
    // Whether it was done does not matter: a newer one is there, or nobody is.
    var _ =
        redis.ask(
            commands ->
                commands.<Long>eval(
                    script, ScriptOutputType.INTEGER, new String[] {key(slug)}, values));
  }

  private static String key(Slug slug) {
    return KEY + slug.value();
  }
}
