package dev.forktail.web.experiment;

import dev.forktail.engine.experiment.Definitions;

/// What OFREP's stream says when flags have changed. The client names both values when it asks
/// again, see [Refetch].
record OfrepNotice() implements FlagStreams.Wording {
  @Override
  public String event() {
    return "message";
  }

  @Override
  public String data(Definitions current) {
    return "{\"type\":\"refetchEvaluation\",\"etag\":\"%d\",\"lastModified\":%d}"
        .formatted(current.version(), current.changed().getEpochSecond());
  }
}
