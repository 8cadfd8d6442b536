package dev.forktail.engine.result.recount;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An expression of DuckDB for a payload that has only the values at some paths, and reads like the
/// whole one for whoever asks for these. A payload that DuckDB cannot read comes whole.
///
/// `a.b` in a path is `b` within `a`, or a name with a point in it: both are taken along.
final class PayloadPart {
  /// A key that needs no escape in JSON, in a path and in SQL.
  private static final Pattern PLAIN = Pattern.compile("[^\"'\\\\*\\p{Cntrl}]+");

  private final Map<String, Set<String>> within = new TreeMap<>();
  private final Set<String> whole = new TreeSet<>();
  private final boolean plain;

  /// @param paths such as `properties.cart.value`
  PayloadPart(Set<String> paths) {
    paths.forEach(this::add);
    whole.forEach(within::remove);
    this.plain = paths.stream().allMatch(path -> PLAIN.matcher(path).matches());
  }

  private void add(String path) {
    for (int end = path.indexOf('.'); end >= 0; end = path.indexOf('.', end + 1)) {
      var keys = within.computeIfAbsent(path.substring(0, end), _ -> new TreeSet<>());
      for (int to = path.indexOf('.', end + 1); to >= 0; to = path.indexOf('.', to + 1)) {
        keys.add(path.substring(end + 1, to));
      }
      keys.add(path.substring(end + 1));
    }
    whole.add(path);
  }

  /// What is taken out of `payload`, to be known as `found`; empty when all of it is.
  String found() {
    var paths = new ArrayList<String>();
    whole.forEach(key -> paths.add("'$.\"" + key + "\"'"));
    within.forEach(
        (top, keys) -> keys.forEach(key -> paths.add("'$.\"" + top + "\".\"" + key + "\"'")));
    return plain
        ? "TRY(json_extract(payload, [" + String.join(", ", paths) + "]))"
        : "NULL::JSON[]";
  }

  /// The payload out of `found`.
  String payload() {
    if (!plain) {
      return "payload";
    }
    var members = new LinkedHashSet<String>();
    int next = 1;
    for (var key : whole) {
      members.add(member(key, next++));
    }
    for (var top : within.entrySet()) {
      var inner = new ArrayList<String>();
      for (var key : top.getValue()) {
        inner.add(member(key, next++));
      }
      members.add("'\"%s\":{', %s, '}'".formatted(top.getKey(), joined(inner)));
    }
    return "CASE WHEN found IS NULL THEN payload ELSE concat('{', %s, '}') END"
        .formatted(joined(List.copyOf(members)));
  }

  private static String member(String key, int place) {
    return "'\"%s\":', coalesce(found[%d]::VARCHAR, 'null')".formatted(key, place);
  }

  private static String joined(List<String> members) {
    return members.stream().collect(Collectors.joining(", ',', "));
  }
}
