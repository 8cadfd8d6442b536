package dev.forktail.web.experiment;

import dev.forktail.web.http.PageRequest;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Which version a caller has seen, by the header `If-Match`.
sealed interface IfMatch {
  Pattern ETAG = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

  /// It does not say.
  record Absent() implements IfMatch {}

  /// This one; 0 for an ETag that is none of ours.
  record Version(long number) implements IfMatch {}

  static IfMatch of(PageRequest request) {
    var header = request.findHeader("If-Match");
    if (header.isEmpty()) {
      return new Absent();
    }
    var etag = ETAG.matcher(header.get().strip());
    return new Version(etag.matches() ? Long.parseLong(etag.group(1)) : 0);
  }

  default OptionalLong version() {
    return switch (this) {
      case Absent() -> OptionalLong.empty();
      case Version(var number) -> OptionalLong.of(number);
    };
  }
}
