package dev.forktail.postgres.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All settings a server is started with. They go on its command line, which wins over every file
/// in the cluster, so a server always runs with exactly these.
record ServerSettings(Map<String, String> values) {

  /// Without these PostgreSQL may lose what it has committed.
  static final List<String> DURABLE = List.of("fsync", "full_page_writes", "synchronous_commit");

  /// Carries [#fingerprint], so that a running server can be asked what it was started with.
  static final String FINGERPRINT = "forktail.settings";

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("autovacuum", "on"),
          Map.entry("checkpoint_completion_target", "0.9"),
          Map.entry("checkpoint_timeout", "5min"),
          Map.entry("client_connection_check_interval", "2s"),
          Map.entry("huge_pages", "off"),
          Map.entry("io_method", "worker"),
          Map.entry("jit", "off"),
          Map.entry("log_line_prefix", "%m [%p] %q%a "),
          Map.entry("log_min_messages", "warning"),
          Map.entry("log_rotation_age", "1d"),
          Map.entry("log_rotation_size", "10MB"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("max_connections", "50"),
          Map.entry("max_wal_size", "4GB"),
          Map.entry("min_wal_size", "1GB"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("timezone", "UTC"),
          Map.entry("track_io_timing", "on"),
          Map.entry("wal_compression", "off"),
          Map.entry("wal_level", "logical"),
          Map.entry("wal_retrieve_retry_interval", "1s"));

  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("data_sync_retry", "off"),
          Map.entry("fsync", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("log_destination", "stderr"),
          Map.entry("log_filename", ServerLog.FILE_NAME_PATTERN),
          Map.entry("log_truncate_on_rotation", "off"),
          Map.entry("logging_collector", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("update_process_title", "on"));

  private static final Set<String> DECIDED_BY_US =
      Set.of(
          "cluster_name",
          "config_file",
          "data_directory",
          "external_pid_file",
          "hba_file",
          "ident_file",
          "ignore_checksum_failure",
          "ignore_invalid_pages",
          "log_directory",
          "port",
          "zero_damaged_pages",
          FINGERPRINT);

  ServerSettings {
    values = Map.copyOf(values);
  }

  static ServerSettings of(Map<String, String> replacements, DataFolder folder) {
    var values = new TreeMap<>(DEFAULTS);
    values.putAll(replacements);
    values.putAll(FIXED);
    values.put("cluster_name", folder.clusterName());
    values.put("log_directory", folder.log().toString());
    return new ServerSettings(values);
  }

  static void requireReplaceable(String name, String value) {
    if (!name.matches("[a-z][a-z0-9_.]*")) {
      throw new IllegalArgumentException("Not the name of a PostgreSQL setting: " + name);
    }
    if (FIXED.containsKey(name) || DECIDED_BY_US.contains(name)) {
      throw new IllegalArgumentException("This PostgreSQL setting is not yours to change: " + name);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("Control character in PostgreSQL setting " + name);
    }
  }

  /// The same for the same settings and binaries, different for any other.
  String fingerprint(PostgresBinaries binaries) {
    var text = binaries.folder() + "\n" + new TreeMap<>(values);
    return Sha256.shortHex(text);
  }

  List<String> arguments(PostgresBinaries binaries, int port) {
    var all = new TreeMap<>(values);
    all.put("port", Integer.toString(port));
    all.put(FINGERPRINT, fingerprint(binaries));
    var arguments = new ArrayList<String>();
    all.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }
}
