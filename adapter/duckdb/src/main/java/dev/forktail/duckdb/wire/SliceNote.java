package dev.forktail.duckdb.wire;

/// What each staged file says, in its Parquet metadata, of the slice it belongs to: by this a slice
/// is known to be whole when nothing but its files is left.
///
/// @param events how many the whole slice has
public record SliceNote(long slice, long events) {
  /// The key under which a file has the number of the slice.
  public static final String SLICE = "forktail.slice";

  /// The key under which it has the number of events.
  public static final String EVENTS = "forktail.slice.events";
}
