package dev.forktail.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.UnitHash;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sessions in a Redis: per unit a hash, variant by experiment. It must not evict them: what it
/// forgets is dealt again.
public final class RedisArmStore implements ArmStore {
  private static final String KEY = "forktail:arms:";
  private static final int HEX = 16;
  private static final String FIND =
      """
      local arms = redis.call('HGETALL', KEYS[1])
      if #arms > 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
      return arms
      """;
  private static final String REMEMBER =
      """
      for at = 2, #ARGV, 2 do redis.call('HSETNX', KEYS[1], ARGV[at], ARGV[at + 1]) end
      redis.call('PEXPIRE', KEYS[1], ARGV[1])
      return redis.call('HGETALL', KEYS[1])
      """;

  private final RedisLink redis;
  private final byte[] lifeMillis;

  /// @param life after which a session is forgotten that nobody asks for
  public RedisArmStore(RedisLink redis, Duration life) {
    this.redis = redis;
    this.lifeMillis = bytes(Long.toString(life.toMillis()));
  }

  @Override
  public Map<UnitHash, Map<Long, Integer>> find(ProjectId project, Set<UnitHash> units) {
    var found = new HashMap<UnitHash, Map<Long, Integer>>();
    for (var unit : units) {
      var arms = run(FIND, project, unit, List.of());
      if (!arms.isEmpty()) {
        found.put(unit, arms);
      }
    }
    return found;
  }

  @Override
  public Map<Long, Integer> remember(ProjectId project, UnitHash unit, Map<Long, Integer> arms) {
    var values = new ArrayList<byte[]>();
    arms.forEach(
        (experiment, variant) -> {
          values.add(bytes(Long.toHexString(experiment)));
          values.add(bytes(Integer.toHexString(variant)));
        });
    return run(REMEMBER, project, unit, values);
  }

  private Map<Long, Integer> run(
      String script, ProjectId project, UnitHash unit, List<byte[]> more) {
    var values = new ArrayList<byte[]>();
    values.add(lifeMillis);
    values.addAll(more);
    var keys = new String[] {KEY + project.value() + ":" + unit.hex()};
    List<byte[]> answer =
        redis
            .ask(
                commands ->
                    commands.<List<byte[]>>eval(
                        script, ScriptOutputType.MULTI, keys, values.toArray(byte[][]::new)))
            .orElseThrow(
                () -> new StoreException.Unavailable("The Redis of the sessions does not answer"));
    var arms = new HashMap<Long, Integer>();
    for (int at = 0; at + 1 < answer.size(); at += 2) {
      arms.put(
          Long.parseLong(text(answer.get(at)), HEX),
          Integer.parseInt(text(answer.get(at + 1)), HEX));
    }
    return Map.copyOf(arms);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
