package dev.forktail.engine.context;

import org.jspecify.annotations.Nullable;

/// How a link was marked by whoever placed it.
record Campaign(
    @Nullable String source,
    @Nullable String medium,
    @Nullable String name,
    @Nullable String term,
    @Nullable String content) {

  /// As the client says; what it does not say is read from the address of the page.
  static Campaign of(SentContext sent) {
    @Nullable String url = sent.get(SentField.PAGE_URL);
    boolean marked = url != null && url.contains("utm_");
    return new Campaign(
        value(sent.get(SentField.CAMPAIGN_SOURCE), marked ? url : null, "utm_source"),
        value(sent.get(SentField.CAMPAIGN_MEDIUM), marked ? url : null, "utm_medium"),
        value(sent.get(SentField.CAMPAIGN_NAME), marked ? url : null, "utm_campaign"),
        value(sent.get(SentField.CAMPAIGN_TERM), marked ? url : null, "utm_term"),
        value(sent.get(SentField.CAMPAIGN_CONTENT), marked ? url : null, "utm_content"));
  }

  boolean isEmpty() {
    return source == null && medium == null && name == null && term == null && content == null;
  }

  private static @Nullable String value(
      @Nullable String sent, @Nullable String url, String parameter) {
    return sent != null ? sent : PageAddress.parameter(url, parameter);
  }
}
