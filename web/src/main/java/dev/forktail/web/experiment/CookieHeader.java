package dev.forktail.web.experiment;

import java.util.Arrays;
import java.util.Optional;

/// The cookies that a browser sends.
final class CookieHeader {
  private CookieHeader() {}

  /// The value of the one cookie of this name. Of several none is believed.
  static Optional<String> find(String header, String name) {
    var values =
        Arrays.stream(header.split(";", -1))
            .map(String::strip)
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
