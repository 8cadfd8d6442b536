package dev.forktail.assignment;

/// What all keys must be: 1 to 100 characters, none of them a control character, no space at an
/// end. Other scripts are welcome.
final class Keys {
  private static final int LENGTH_MAX = 100;

  private Keys() {}

  static void check(String what, String value) {
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          what + " must have 1.." + LENGTH_MAX + " characters: " + value.length());
    }
    if (!value.equals(value.strip()) || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          what + " must have no control character and no space at its ends: '" + value + "'");
    }
  }
}
