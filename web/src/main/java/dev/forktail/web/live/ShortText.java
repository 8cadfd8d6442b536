package dev.forktail.web.live;

/// Strings of senders, made fit to stand in one line of a page. Escaping is the template's.
final class ShortText {
  private static final int CODE_POINTS_MAX = 120;
  private static final int UNSEEN = 0xFFFD;

  private ShortText() {}

  /// The beginning of `text`; what is no character to be seen is shown as a replacement character.
  static String of(String text) {
    var line = new StringBuilder(Math.min(text.length(), CODE_POINTS_MAX + 1));
    int index = 0;
    for (int taken = 0; index < text.length() && taken < CODE_POINTS_MAX; taken++) {
      int codePoint = text.codePointAt(index);
      line.appendCodePoint(isSeen(codePoint) ? codePoint : UNSEEN);
      index += Character.charCount(codePoint);
    }
    return index < text.length() ? line.append('…').toString() : line.toString();
  }

  private static boolean isSeen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
