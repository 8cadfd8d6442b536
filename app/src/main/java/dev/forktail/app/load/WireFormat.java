package dev.forktail.app.load;

/// The form in which a run sends its events.
enum WireFormat {
  /// One event a request.
  TRACK("/v1/track", "application/json", "", "", ""),
  /// Many events a request, as Segment's libraries do.
  BATCH("/v1/batch", "application/json", "{\"batch\":[", ",", "]}"),
  /// Many events a request, one a line.
  NDJSON("/v1/events", "application/x-ndjson", "", "\n", "\n");

  private final String path;
  private final String contentType;
  private final String before;
  private final String between;
  private final String after;

  WireFormat(String path, String contentType, String before, String between, String after) {
    this.path = path;
    this.contentType = contentType;
    this.before = before;
    this.between = between;
    this.after = after;
  }

  String path() {
    return path;
  }

  String contentType() {
    return contentType;
  }

  String before() {
    return before;
  }

  String between() {
    return between;
  }

  String after() {
    return after;
  }
}
