package dev.forktail.visitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.context.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MmdbPlacesTest {
  @TempDir private Path folder;

  @Test
  void anAddressIsWhereTheFileSays() throws IOException {
    var place =
        Map.of(
            "country", Map.of("iso_code", "DE"),
            "subdivisions", List.of(Map.of("iso_code", "BY")));

    assertThat(find(place, "203.0.113.77")).isEqualTo(new Place("DE", "DE-BY"));
    assertThat(find(place, "10.0.0.1")).isEqualTo(Place.UNKNOWN);
    assertThat(find(place, "2001:db8::1")).isEqualTo(Place.UNKNOWN);
  }

  @Test
  void aFileOfCountriesHasNoRegions() throws IOException {
    assertThat(find(Map.of("country", Map.of("iso_code", "NO")), "203.0.113.77"))
        .isEqualTo(new Place("NO", null));
    assertThat(find(Map.of("country_code", "NO"), "203.0.113.77")).isEqualTo(new Place("NO", null));
    assertThat(find(Map.of("city", "Oslo"), "203.0.113.77")).isEqualTo(Place.UNKNOWN);
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("no.mmdb"), "Oslo is in Norway");

    assertThatThrownBy(() -> MmdbPlaces.open(file)).isInstanceOf(IOException.class);
  }

  private Place find(Map<String, Object> place, String address) throws IOException {
    var file = folder.resolve("places.mmdb");
    Files.write(file, database(place));
    try (var places = MmdbPlaces.open(file)) {
      return places.find(InetAddress.ofLiteral(address));
    }
  }

  /// A file that knows where 203.0.0.0/8 is: a node per bit, with records of 24 bits.
  private static byte[] database(Map<String, Object> place) {
    int nodes = 8;
    var out = new ByteArrayOutputStream();
    for (int bit = 0; bit < nodes; bit++) {
      int next = bit == nodes - 1 ? nodes + 16 : bit + 1;
      boolean one = ((203 >> (7 - bit)) & 1) == 1;
      record(out, one ? nodes : next);
      record(out, one ? next : nodes);
    }
    out.writeBytes(new byte[16]);
    write(out, place);
    out.writeBytes(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
    out.writeBytes("MaxMind.com".getBytes(UTF_8));
    write(
        out,
        Map.of(
            "node_count", nodes,
            "record_size", 24,
            "ip_version", 4,
            "database_type", "Test",
            "languages", List.of(),
            "binary_format_major_version", 2,
            "binary_format_minor_version", 0,
            "build_epoch", 1,
            "description", Map.of()));
    return out.toByteArray();
  }

  private static void record(ByteArrayOutputStream out, int value) {
    out.write(value >> 16);
    out.write(value >> 8);
    out.write(value);
  }

  /// A value in the format's own encoding; all are short.
  private static void write(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case String text -> {
        out.write((2 << 5) | text.length());
        out.writeBytes(text.getBytes(UTF_8));
      }
      case Integer number -> {
        out.write((6 << 5) | 4);
        record(out, number >> 8);
        out.write(number);
      }
      case Map<?, ?> map -> {
        out.write((7 << 5) | map.size());
        map.forEach(
            (key, item) -> {
              write(out, key);
              write(out, item);
            });
      }
      case List<?> list -> {
        out.write(list.size());
        out.write(11 - 7);
        list.forEach(item -> write(out, item));
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
  }
}
