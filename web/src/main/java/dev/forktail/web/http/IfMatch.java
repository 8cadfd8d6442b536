package dev.forktail.web.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Which version a caller has seen, by the header `If-Match`.
public sealed interface IfMatch {
  Reply MISSING =
      Reply.error(
          428,
          "precondition_required",
          "If-Match",
          "Send the ETag of the version that you have changed: If-Match: \"3\".");
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
    return new Version(findNumber(header.get().strip()).orElse(0L));
  }

  /// The version that `etag` names, with or without its quotes.
  static Optional<Long> findNumber(String etag) {
    var matcher = ETAG.matcher(etag);
    return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }

  /// The tag of a version.
  static String etag(long version) {
    return "\"" + version + "\"";
  }

  /// What is answered to who has seen another version than the present one.
  static Reply outdated(long version) {
    return Reply.error(
            412,
            "precondition_failed",
            "If-Match",
            "It was changed meanwhile: read it again, its version is " + version + ".")
        .with("ETag", etag(version));
  }

  default OptionalLong version() {
    return switch (this) {
      case Absent() -> OptionalLong.empty();
      case Version(var number) -> OptionalLong.of(number);
    };
  }
}
