package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// The JSON of one event whose message id and time stand at the same place in every template, so
/// that making the next event out of it is a copy and two stamps.
final class EventTemplate {
  private static final String BEFORE_ID = "{\"messageId\":\"";
  private static final String BEFORE_TIME = "\",\"timestamp\":\"";
  private static final String AFTER_TIME = "\",";
  private static final int ID_OFFSET = BEFORE_ID.length();
  private static final int TIME_OFFSET = ID_OFFSET + RunId.MESSAGE_ID_LENGTH + BEFORE_TIME.length();

  /// What every event begins with, in bytes.
  static final int HEAD_LENGTH = TIME_OFFSET + TimeStamp.LENGTH + AFTER_TIME.length();

  private static final byte[] HEAD =
      (BEFORE_ID
              + "-".repeat(RunId.MESSAGE_ID_LENGTH)
              + BEFORE_TIME
              + "-".repeat(TimeStamp.LENGTH)
              + AFTER_TIME)
          .getBytes(US_ASCII);

  private final byte[] json;

  private EventTemplate(byte[] json) {
    this.json = json;
  }

  /// A template of an event whose members other than message id and time are `members`: JSON
  /// without the opening, with the closing brace.
  static EventTemplate of(byte[] members) {
    byte[] json = new byte[HEAD_LENGTH + members.length];
    System.arraycopy(HEAD, 0, json, 0, HEAD_LENGTH);
    System.arraycopy(members, 0, json, HEAD_LENGTH, members.length);
    return new EventTemplate(json);
  }

  int length() {
    return json.length;
  }

  /// Appends the event with this number and time to `out`. The template is the scratch space: for
  /// one thread.
  void put(ByteBuffer out, RunId run, long number, TimeStamp stamp, long epochMillis) {
    run.stamp(number, json, ID_OFFSET);
    stamp.stamp(epochMillis, json, TIME_OFFSET);
    out.put(json);
  }
}
