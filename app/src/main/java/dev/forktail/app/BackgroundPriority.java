package dev.forktail.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts processes of our own PostgreSQL that read for statements and for the export behind those
/// that store, where the system can do that. Safe for concurrent use.
final class BackgroundPriority implements LongConsumer {
  private static final Logger log = LoggerFactory.getLogger(BackgroundPriority.class);
  private static final Path RENICE = Path.of("/usr/bin/renice");
  private static final String NICENESS = "10";
  private static final int PROCESSES_MAX = 1_000;

  private final Set<Long> lowered = ConcurrentHashMap.newKeySet();

  @Override
  public void accept(long process) {
    if (lowered.size() >= PROCESSES_MAX) {
      lowered.clear();
    }
    if (lowered.add(process) && Files.isExecutable(RENICE)) {
      lower(process);
    }
  }

  /// It reads all the same when this does not work.
  private static void lower(long process) {
    try {
      var _ =
          new ProcessBuilder(RENICE.toString(), "-n", NICENESS, "-p", Long.toString(process))
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
    } catch (IOException e) {
      log.debug("The priority of a reader stays as it is: {}", e.toString());
    }
  }
}
