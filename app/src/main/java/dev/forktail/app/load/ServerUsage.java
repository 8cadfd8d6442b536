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
  private OptionalLong serverStart = OptionalLong.empty();
  private OptionalLong postgresStart = OptionalLong.empty();
  private long ackedAtStart;
  private OptionalLong serverEnd = OptionalLong.empty();
  private OptionalLong postgresEnd = OptionalLong.empty();
  private long residentBytesMax;

  private ServerUsage(ProcFiles proc, OptionalLong server, OptionalLong postmaster) {
    this.proc = proc;
    this.server = server;
    this.postmaster = postmaster;
    startFrom(0);
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

  /// What was used so far does not count, nor do the `acked` events that it was used for.
  void startFrom(long acked) {
    serverStart = serverCpu();
    postgresStart = postgresCpu();
    ackedAtStart = acked;
  }

  /// The time that counts is over.
  void stop() {
    serverEnd = serverCpu();
    postgresEnd = postgresCpu();
  }

  /// What each event has cost, `acked` of them in all; empty when neither process is on this
  /// machine.
  Optional<LoadSummary.Usage> perEvent(long acked) {
    long events = acked - ackedAtStart;
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
