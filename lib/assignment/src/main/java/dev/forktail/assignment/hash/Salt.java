package dev.forktail.assignment.hash;

import java.nio.charset.StandardCharsets;

/// Turns the hash of a unit into one that is independent of it, per purpose and text.
///
/// The seed is XXH64 of the text's UTF-8 bytes, seeded with the purpose's number. The unit's hash
/// is xored with it and mixed by Pelle Evensen's Moremur
/// (mostlymangling.blogspot.com/2019/12/stronger-better-morer-moremur-better.html), a bijection of
/// 64 bits in which each bit of the input flips each bit of the output half of the time. A point of
/// `n` is then the upper 32 bits times n, divided by 2^32: integers only, and the same in any
/// language whose numbers hold 53 bits.
public final class Salt {
  /// What a hash is for. Hashes of different purposes are independent also for the same text.
  public enum Purpose {
    TRAFFIC(1),
    EXCLUSION(2),
    VARIANT(3),
    HOLDOUT(4),
    SHARE(5),
    SWITCHBACK(6),
    ROLLOUT(7);

    private final long number;

    Purpose(long number) {
      this.number = number;
    }
  }

  private final long seed;

  private Salt(long seed) {
    this.seed = seed;
  }

  public static Salt of(Purpose purpose, String text) {
    return new Salt(XxHash64.of(text.getBytes(StandardCharsets.UTF_8), purpose.number));
  }

  /// Where `unit` is among `points`, from 0 to before `points`.
  public int point(UnitId unit, int points) {
    return point(unit.hash(), points);
  }

  /// The same for a number that is no unit's hash, such as that of an interval of time.
  public int point(long number, int points) {
    return (int) (((mix(number ^ seed) >>> 32) * points) >>> 32);
  }

  private static long mix(long number) {
    long mixed = (number ^ (number >>> 27)) * 0x3C79AC492BA7B653L;
    mixed = (mixed ^ (mixed >>> 33)) * 0x1C69B3F74AC4AE35L;
    return mixed ^ (mixed >>> 27);
  }
}
