package dev.forktail.app.notices;

import dev.forktail.app.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Who is told, as the settings say.
///
/// @param site where people find this server; empty: notices have no links
public record NoticeSettings(
    List<WebhookSettings> webhooks, Optional<MailSettings> mail, Optional<URI> site) {
  public NoticeSettings {
    webhooks = List.copyOf(webhooks);
  }

  /// A URL that notices are posted to, and what signs them.
  public record WebhookSettings(URI url, String secret) {
    static final int SECRET_LENGTH_MIN = 16;

    public WebhookSettings {
      if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
        throw new IllegalArgumentException(
            "notify.webhook.url must have addresses such as https://example.com/hook");
      }
      if (secret.length() < SECRET_LENGTH_MIN) {
        throw new IllegalArgumentException(
            "notify.webhook.secret must have at least " + SECRET_LENGTH_MIN + " characters");
      }
    }

    /// Without what must stay secret.
    @Override
    public String toString() {
      return "WebhookSettings[host=" + url.getHost() + "]";
    }
  }

  /// Nobody is told.
  public static NoticeSettings none() {
    return new NoticeSettings(List.of(), Optional.empty(), Optional.empty());
  }

  public static NoticeSettings of(Settings settings) {
    var webhooks =
        webhooks(
            settings.secret("notify.webhook.url").orElse(""),
            settings.secret("notify.webhook.secret").orElse(""));
    String site = settings.text("notify.site", "");
    return new NoticeSettings(
        webhooks,
        MailSettings.of(settings),
        site.isEmpty() ? Optional.empty() : Optional.of(URI.create(site)));
  }

  private static List<WebhookSettings> webhooks(String urlsText, String secretsText) {
    var urls = parts(urlsText);
    var secrets = parts(secretsText);
    if (secrets.size() > 1 && secrets.size() != urls.size()) {
      throw new IllegalArgumentException(
          "notify.webhook.secret must be one for all or one for each of notify.webhook.url: %d for %d"
              .formatted(secrets.size(), urls.size()));
    }
    var webhooks = new ArrayList<WebhookSettings>();
    for (int i = 0; i < urls.size(); i++) {
      String secret = secrets.isEmpty() ? "" : secrets.get(secrets.size() == 1 ? 0 : i);
      webhooks.add(new WebhookSettings(uri(urls.get(i)), secret));
    }
    return webhooks;
  }

  /// The text is secret, so no message has it.
  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "notify.webhook.url has what is no address: " + e.getReason(), e);
    }
  }

  static List<String> parts(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
