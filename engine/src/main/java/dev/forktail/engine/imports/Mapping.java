package dev.forktail.engine.imports;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the rows of a file become events.
///
/// @param asSent whether rows are events as `/v1/events` takes them, and stay as they are
/// @param columns which column becomes what
/// @param others columns that become properties
/// @param name of events for which no column says one
/// @param source of events for which no column says one
public record Mapping(
    boolean asSent,
    Map<Target, String> columns,
    List<String> others,
    @Nullable String name,
    String source) {
  /// What events say of themselves on their way to `/v1/events`, and in the archives of those who
  /// took them there.
  private static final Set<String> SENT =
      Set.of(
          "type",
          "event",
          "name",
          "userId",
          "anonymousId",
          "messageId",
          "timestamp",
          "originalTimestamp",
          "sentAt",
          "receivedAt",
          "context",
          "properties",
          "traits",
          "integrations",
          "groupId",
          "previousId",
          "category",
          "channel",
          "version",
          "writeKey",
          "projectId",
          "_metadata");

  /// What our own export has besides, and what follows from the rest.
  private static final Set<String> OWN =
      Set.of("slice", "lane", "sequence", "occurred_clamped", "properties", "context");

  /// Which of the usual columns mean what they say only beside others.
  private static final Set<Target> OF_OWN_EXPORT =
      Set.of(Target.TYPE, Target.SOURCE, Target.RECEIVED, Target.PAYLOAD);

  public Mapping {
    var inOrder = new EnumMap<Target, String>(Target.class);
    inOrder.putAll(columns);
    columns = Collections.unmodifiableMap(inOrder);
    others = List.copyOf(others);
  }

  /// The column that becomes `target`.
  public @Nullable String column(Target target) {
    return columns.get(target);
  }

  /// Chooses by the names of the columns what `wish` leaves open.
  ///
  /// @throws NoSuchColumnException when the file has no such column
  /// @throws IllegalArgumentException when nothing can be the name or the time of an event; the
  ///   message is for the user
  public static Mapping of(FileShape file, MappingWish wish) {
    wish.columns().forEach((_, column) -> require(file, column));
    if (wish.columns().isEmpty() && isAsSent(file)) {
      return new Mapping(true, Map.of(), List.of(), wish.name(), wish.source());
    }
    var columns = chosen(file, wish);
    requireNameAndTime(columns, wish);
    return new Mapping(false, columns, others(file, columns), wish.name(), wish.source());
  }

  private static void require(FileShape file, String column) {
    if (!file.columns().contains(column)) {
      throw new NoSuchColumnException(column, file.columns());
    }
  }

  private static boolean isAsSent(FileShape file) {
    var keys = new HashSet<String>();
    file.columns().stream().filter(column -> !column.contains(".")).forEach(keys::add);
    return file.format() == ImportFormat.NDJSON
        && (keys.contains("timestamp") || keys.contains("originalTimestamp"))
        && (keys.contains("event") || keys.contains("type"))
        && SENT.containsAll(keys);
  }

  private static Map<Target, String> chosen(FileShape file, MappingWish wish) {
    var chosen = new EnumMap<Target, String>(Target.class);
    chosen.putAll(wish.columns());
    boolean own = file.columns().containsAll(List.of("name", "occurred", "message_id"));
    for (var target : Target.values()) {
      boolean isOpen = !chosen.containsKey(target) && (own || !OF_OWN_EXPORT.contains(target));
      if (isOpen && !(target == Target.NAME && wish.name() != null)) {
        @Nullable String column = usual(file, target, chosen);
        if (column != null) {
          chosen.put(target, column);
        }
      }
    }
    return chosen;
  }

  private static @Nullable String usual(FileShape file, Target target, Map<Target, String> chosen) {
    for (String name : target.usual()) {
      for (String column : file.columns()) {
        if (plain(column).equals(name) && !chosen.containsValue(column)) {
          return column;
        }
      }
    }
    return null;
  }

  private static String plain(String column) {
    return column.toLowerCase(Locale.ROOT).replaceAll("[_\\- ]", "");
  }

  private static void requireNameAndTime(Map<Target, String> columns, MappingWish wish) {
    if (!columns.containsKey(Target.NAME) && wish.name() == null) {
      throw new IllegalArgumentException(
          "No column looks like the name of an event: say --map COLUMN=name, or --name NAME for"
              + " all");
    }
    if (!columns.containsKey(Target.OCCURRED)) {
      throw new IllegalArgumentException(
          "No column looks like the time of an event: say --map COLUMN=occurred");
    }
  }

  /// Keys within objects go where the object goes; those of our own export are in the payload.
  private static List<String> others(FileShape file, Map<Target, String> columns) {
    if (columns.containsKey(Target.PAYLOAD)) {
      return List.of();
    }
    boolean own = columns.containsKey(Target.TYPE) && columns.containsKey(Target.MESSAGE_ID);
    return file.columns().stream()
        .filter(column -> file.format() != ImportFormat.NDJSON || !column.contains("."))
        .filter(column -> !columns.containsValue(column))
        .filter(column -> !(own && OWN.contains(column)))
        .toList();
  }
}
