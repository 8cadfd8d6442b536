package dev.forktail.app.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.app.settings.Settings;
import dev.forktail.app.settings.SettingsSources;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticeSettingsTest {
  private static final Map<String, String> WEBHOOK =
      Map.of(
          "notify.webhook.url", "https://one.example/hook?token=T0PSECRET, http://two.example/",
          "notify.webhook.secret", "0123456789abcdef,fedcba9876543210");

  private static Settings settings(Map<String, String> all) {
    return new Settings(SettingsSources.of(null, Map.of(), all));
  }

  private static Map<String, String> with(Map<String, String> all, String key, String value) {
    var more = new HashMap<>(all);
    more.put(key, value);
    return more;
  }

  @Test
  void nobodyIsToldByDefault() {
    var settings = settings(Map.of());

    assertThat(NoticeSettings.of(settings)).isEqualTo(NoticeSettings.none());
    settings.refuseUnknownKeys();
  }

  @Test
  void eachWebhookHasItsSecret() {
    var webhooks = NoticeSettings.of(settings(WEBHOOK)).webhooks();

    assertThat(webhooks)
        .extracting(webhook -> webhook.url().getHost())
        .containsExactly("one.example", "two.example");
    assertThat(webhooks)
        .extracting(NoticeSettings.WebhookSettings::secret)
        .containsExactly("0123456789abcdef", "fedcba9876543210");
  }

  @Test
  void noSecretIsShown() {
    var settings =
        settings(
            with(
                with(
                    with(
                        with(WEBHOOK, "notify.smtp.host", "mail.example"),
                        "notify.smtp.password",
                        "hunter2hunter2"),
                    "notify.email.from",
                    "f@example.com"),
                "notify.email.to",
                "a@example.com, b@example.com"));
    var made = NoticeSettings.of(settings);

    assertThat(settings.effective().toString() + made)
        .contains("mail.example", "b@example.com")
        .doesNotContain("T0PSECRET", "0123456789abcdef", "hunter2");
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    assertRefused(Map.of("notify.webhook.url", "http://one.example/"), "notify.webhook.secret");
    assertRefused(with(WEBHOOK, "notify.webhook.secret", "short"), "notify.webhook.secret");
    assertRefused(
        with(
            WEBHOOK, "notify.webhook.secret", "0123456789abcdef,1123456789abcdef,2123456789abcdef"),
        "notify.webhook.secret");
    assertRefused(with(WEBHOOK, "notify.webhook.url", "ftp://one.example"), "notify.webhook.url");
    assertRefused(with(WEBHOOK, "notify.webhook.url", "not an url"), "notify.webhook.url");
    assertRefused(Map.of("notify.smtp.host", "mail.example"), "notify.email.to");
  }

  private static void assertRefused(Map<String, String> all, String key) {
    assertThatThrownBy(() -> NoticeSettings.of(settings(all)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }
}
