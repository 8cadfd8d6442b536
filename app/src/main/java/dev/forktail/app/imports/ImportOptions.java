package dev.forktail.app.imports;

import dev.forktail.app.settings.NearestKey;
import dev.forktail.engine.imports.FileShape;
import dev.forktail.engine.imports.ImportFormat;
import dev.forktail.engine.imports.Mapping;
import dev.forktail.engine.imports.MappingWish;
import dev.forktail.engine.imports.NoSuchColumnException;
import dev.forktail.engine.imports.Target;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what the rows of a file mean.
public final class ImportOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv, ndjson or parquet (default: by the end of the file's name, .gz too).")
  private @Nullable String format;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=TARGET",
      description = {
        "What a column becomes: name, occurred, user_id, anonymous_id, session_id, message_id,"
            + " type, source, received, properties, context or payload. May be repeated. Usual"
            + " names are recognized; every other column becomes a property."
      })
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of events for which no column says one.")
  private @Nullable String name;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      defaultValue = "import",
      description = "The source of events for which no column says one (default: import).")
  private String source = "import";

  /// Instantiated by the command line.
  public ImportOptions() {}

  /// The format of `file`.
  ///
  /// @throws IllegalArgumentException with a sentence for the user
  public ImportFormat format(Path file) {
    if (format == null) {
      return ImportFormat.ofName(file.toString())
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "The name of " + file + " does not say its format: say --format"));
    }
    String wanted = format;
    return Arrays.stream(ImportFormat.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no format '" + wanted + "': csv, ndjson or parquet"));
  }

  /// How the rows of a file of this shape become events.
  ///
  /// @throws IllegalArgumentException with a sentence for the user
  public Mapping mapping(FileShape file) {
    try {
      return Mapping.of(file, new MappingWish(targets(), name, source));
    } catch (NoSuchColumnException e) {
      throw new IllegalArgumentException(e.getMessage() + meant(e.column(), e.columns()), e);
    }
  }

  private Map<Target, String> targets() {
    var targets = new EnumMap<Target, String>(Target.class);
    for (var entry : columns.entrySet()) {
      var target = Target.of(entry.getValue()).orElseThrow(() -> noTarget(entry.getValue()));
      if (targets.put(target, entry.getKey()) != null) {
        throw new IllegalArgumentException("Two columns cannot both be " + target.text() + ".");
      }
    }
    return targets;
  }

  private static IllegalArgumentException noTarget(String text) {
    var known = Arrays.stream(Target.values()).map(Target::text).toList();
    return new IllegalArgumentException(
        "A column cannot become '%s'%s".formatted(text, meant(text, known)));
  }

  private static String meant(String typed, List<String> known) {
    return NearestKey.of(typed, known)
        .map(nearest -> ": did you mean '" + nearest + "'?")
        .orElseGet(
            () -> ": there are " + known.stream().limit(30).collect(Collectors.joining(", ")));
  }
}
