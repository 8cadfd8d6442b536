package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The name of one run of the load generator: 12 hexadecimal digits. The message id of its event
/// number n is `RUN-NNNNNNNNNN`, n in ten hexadecimal digits, so that an id is found again from a
/// number and a number from an id.
public record RunId(String text) {
  /// The length of a message id.
  static final int MESSAGE_ID_LENGTH = 23;

  private static final int RUN_LENGTH = 12;
  private static final int NUMBER_LENGTH = 10;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  public RunId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("A run is named by 12 hexadecimal digits: " + text);
    }
  }

  static RunId random(RandomGenerator random) {
    return new RunId(HexFormat.of().toHexDigits(random.nextLong(), RUN_LENGTH));
  }

  /// What all message ids of the run begin with.
  public String prefix() {
    return text + "-";
  }

  public String messageId(long number) {
    return prefix() + HexFormat.of().toHexDigits(number, NUMBER_LENGTH);
  }

  /// Writes the message id of event `number` into `target`, without garbage.
  void stamp(long number, byte[] target, int offset) {
    for (int i = 0; i < RUN_LENGTH; i++) {
      target[offset + i] = (byte) text.charAt(i);
    }
    target[offset + RUN_LENGTH] = '-';
    long rest = number;
    for (int i = MESSAGE_ID_LENGTH - 1; i > RUN_LENGTH; i--) {
      target[offset + i] = DIGITS[(int) (rest & 15)];
      rest >>>= 4;
    }
  }
}
