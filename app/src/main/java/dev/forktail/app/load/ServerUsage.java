package dev.forktail.app.load;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What the server and its PostgreSQL use of this machine, if they run on it.
///
/// A process that was replaced by another during the run has no figure: what the first one used is
/// gone with it.
final class ServerUsage {
  private final ProcFiles proc;
  private final OptionalLong server;
  private final OptionalLong postmaster;
  private final OptionalLong serverStart;
  private final OptionalLong postgresStart;
  private OptionalLong serverEnd = OptionalLong.empty();
  private OptionalLong postgresEnd = OptionalLong.empty();
  private long residentBytesMax;

  private ServerUsage(ProcFiles proc, OptionalLong server, OptionalLong postmaster) {
    this.proc = proc;
    this.server = server;
    this.postmaster = postmaster;
    this.serverStart = serverCpu();
    this.postgresStart = postgresCpu();
  }

  /// Usage from now on, of the processes that listen on these ports; 0 for a port that is not
  /// known.
  static ServerUsage startingNow(ProcFiles proc, int serverPort, int postgresPort) {
    return new ServerUsage(proc, listener(proc, serverPort), listener(proc, postgresPort));
  }

  /// Looks how much memory the server holds now.
  void sample() {
    if (server.isPresent()) {
      long bytes = proc.residentBytes(server.getAsLong()).orElse(0);
      residentBytesMax = Math.max(residentBytesMax, bytes);
    }
  }

  /// The time that counts is over.
  void stop() {
    serverEnd = serverCpu();
    postgresEnd = postgresCpu();
  }

  /// What each of `events` has cost; empty when neither process is on this machine.
  Optional<LoadSummary.Usage> perEvent(long events) {
    if (server.isEmpty() && postmaster.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LoadSummary.Usage(
            perEvent(serverStart, serverEnd, events),
            perEvent(postgresStart, postgresEnd, events),
            residentBytesMax == 0 ? OptionalLong.empty() : OptionalLong.of(residentBytesMax)));
  }

  private OptionalLong serverCpu() {
    return server.isEmpty() ? server : proc.cpuMicros(server.getAsLong());
  }

  private OptionalLong postgresCpu() {
    return postmaster.isEmpty() ? postmaster : proc.familyCpuMicros(postmaster.getAsLong());
  }

  private static OptionalLong listener(ProcFiles proc, int port) {
    return port == 0 ? OptionalLong.empty() : proc.findListener(port);
  }

  private static OptionalDouble perEvent(OptionalLong start, OptionalLong end, long events) {
    if (start.isEmpty() || end.isEmpty() || events == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((double) (end.getAsLong() - start.getAsLong()) / events);
  }
}
