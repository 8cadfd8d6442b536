package dev.forktail.app.load;

import dev.forktail.app.settings.Units;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options of `forktail load`.
final class LoadOptions {
  private static final Duration WARMUP_MAX = Duration.ofSeconds(10);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The server (default: ${DEFAULT-VALUE}).")
  URI url = URI.create("http://127.0.0.1:8080");

  @Option(names = "--key", paramLabel = "KEY", required = true, description = "A write key.")
  String key = "";

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "12000",
      description = "Events per second (default: ${DEFAULT-VALUE}).")
  double rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = TimeConverter.class,
      description = "How long, as 500ms, 30s, 15m (default: ${DEFAULT-VALUE}).")
  Duration duration = Duration.ZERO;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "Latencies and costs of this first part of the duration are not counted; 0s counts all"
              + " (default: a third of the duration in whole seconds, at most 10s).")
  @Nullable Duration warmup;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "2048",
      description =
          "Bytes of an event; 0 leaves the events as large as they are (default:"
              + " ${DEFAULT-VALUE}).")
  int size;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Connections, one request at a time each (default: ${DEFAULT-VALUE}).")
  int connections;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Events per request (default: ${DEFAULT-VALUE}).")
  int batch;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      converter = FormatConverter.class,
      description =
          "track, batch or ndjson (default: batch when --batch is more than 1, else track).")
  @Nullable WireFormat format;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Events in Segment's form, one a line (default: 10,000 real ones of GitHub).")
  @Nullable Path events;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description =
          "Where to write what was sent and acknowledged (default: a temporary file, deleted when"
              + " --verify found everything exact).")
  @Nullable Path ledger;

  @Option(
      names = "--verify",
      description = "Wait until all is stored, recount it by SQL, exit with 1 if it is not exact.")
  boolean verify;

  @Option(
      names = "--recount",
      paramLabel = "FILE",
      description =
          "Send nothing: recount the ledger of an earlier run, even of one that was killed.")
  @Nullable Path recount;

  @Option(
      names = "--json",
      description = {
        "Print the summary as JSON, as the last line. Times are in ms, as percentiles:",
        "ack_ms: from when an event was meant to be sent to its acknowledgement;",
        "connection_wait_ms: from then until a connection was free, 0 if one was;",
        "late_ms: from when both were so until it was sent: the generator's own delay;",
        "visible_ms: from the acknowledgement until it was counted."
      })
  boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's data folder, to find its database (default: found by the port).")
  @Nullable Path data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "The event database: jdbc:postgresql://HOST:PORT/NAME?user=…&password=…")
  @Nullable String database;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = TimeConverter.class,
      description = "How long an answer may take (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ZERO;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = TimeConverter.class,
      description =
          "How long to go on after the duration for answers, and again for storing"
              + " (default: ${DEFAULT-VALUE}).")
  Duration patience = Duration.ZERO;

  @Option(
      names = "--waiting-max",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Events that may wait while the server is away (default: ${DEFAULT-VALUE}).")
  long waitingMax;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed sends the same events (default: ${DEFAULT-VALUE}).")
  long seed;

  /// @throws IllegalArgumentException naming the option that does not fit
  LoadPlan plan() {
    var chosen = format != null ? format : batch > 1 ? WireFormat.BATCH : WireFormat.TRACK;
    return new LoadPlan(
        url,
        key,
        rate,
        duration,
        warmup == null ? standardWarmup() : warmup,
        size,
        connections,
        batch,
        chosen,
        timeout,
        patience,
        waitingMax,
        seed);
  }

  /// Long enough for the JVMs on both sides to have compiled what they run.
  private Duration standardWarmup() {
    var third = Duration.ofSeconds(duration.toSeconds() / 3);
    return third.compareTo(WARMUP_MAX) < 0 ? third : WARMUP_MAX;
  }

  /// The names of formats, in lower case.
  static final class FormatConverter implements ITypeConverter<WireFormat> {
    @Override
    public WireFormat convert(String value) {
      return switch (value) {
        case "track" -> WireFormat.TRACK;
        case "batch" -> WireFormat.BATCH;
        case "ndjson" -> WireFormat.NDJSON;
        default -> throw new TypeConversionException("not track, batch or ndjson: " + value);
      };
    }
  }

  /// Times as people write them.
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        return Units.duration(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
