package dev.forktail.web.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Tags of answers, in the form of the header `ETag`.
public final class EntityTag {
  private EntityTag() {}

  /// Whether the header `If-None-Match` names `tag`, also when a proxy on the way has made it a
  /// weak one.
  public static boolean matches(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            .map(one -> one.startsWith("W/") ? one.substring(2) : one)
            .anyMatch(one -> one.equals(tag) || one.equals("*"));
  }
}
