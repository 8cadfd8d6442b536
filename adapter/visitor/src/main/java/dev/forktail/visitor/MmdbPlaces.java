package dev.forktail.visitor;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import dev.forktail.engine.context.Place;
import dev.forktail.engine.context.Places;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where addresses are, by a file in the format of MaxMind (`.mmdb`): the GeoIP2 and GeoLite2
/// databases of countries and cities, and others with the same fields.
public final class MmdbPlaces implements Places, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MmdbPlaces.class);

  private final Reader reader;

  private MmdbPlaces(Reader reader) {
    this.reader = reader;
  }

  /// Maps the file into memory.
  public static MmdbPlaces open(Path file) throws IOException {
    return new MmdbPlaces(new Reader(file.toFile(), new CHMCache()));
  }

  @Override
  public Place find(InetAddress address) {
    try {
      return place(reader.get(address, Map.class));
    } catch (IOException | RuntimeException e) {
      log.debug("An address cannot be looked up", e);
      return Place.UNKNOWN;
    }
  }

  private static Place place(@Nullable Map<?, ?> found) {
    if (found == null) {
      return Place.UNKNOWN;
    }
    @Nullable String country = code(found.get("country"));
    if (country == null && found.get("country_code") instanceof String flat) {
      country = flat;
    }
    @Nullable String region =
        found.get("subdivisions") instanceof List<?> parts && !parts.isEmpty()
            ? code(parts.getFirst())
            : null;
    return new Place(country, country == null || region == null ? null : country + "-" + region);
  }

  private static @Nullable String code(@Nullable Object part) {
    return part instanceof Map<?, ?> map && map.get("iso_code") instanceof String code
        ? code
        : null;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
