package dev.forktail.engine.context;

/// What clients say of themselves, by its place in the `context` of the Segment specification.
public enum SentField {
  /// `userAgent`.
  USER_AGENT(1_000),
  /// `ip`.
  IP(64),
  /// `locale`.
  LOCALE(50),
  /// `library.name`.
  LIBRARY_NAME(100),
  /// `library.version`.
  LIBRARY_VERSION(50),
  /// `page.url`.
  PAGE_URL(2_000),
  /// `page.path`.
  PAGE_PATH(500),
  /// `page.referrer`.
  PAGE_REFERRER(2_000),
  /// `campaign.source`.
  CAMPAIGN_SOURCE(200),
  /// `campaign.medium`.
  CAMPAIGN_MEDIUM(200),
  /// `campaign.name`.
  CAMPAIGN_NAME(200),
  /// `campaign.term`.
  CAMPAIGN_TERM(200),
  /// `campaign.content`.
  CAMPAIGN_CONTENT(200),
  /// `screen.width`.
  SCREEN_WIDTH(20),
  /// `screen.height`.
  SCREEN_HEIGHT(20);

  private final int charactersMax;

  SentField(int charactersMax) {
    this.charactersMax = charactersMax;
  }

  /// As much of a value as counts.
  String cut(String value) {
    if (value.length() <= charactersMax) {
      return value;
    }
    int end = charactersMax - (Character.isHighSurrogate(value.charAt(charactersMax - 1)) ? 1 : 0);
    return value.substring(0, end);
  }
}
