package dev.forktail.engine.context;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a visitor came to a page. The first rule that fits decides; docs/context.md lists them.
enum Channel {
  /// An advertisement: a click id of an advertiser, or a medium that is paid for.
  PAID,
  EMAIL,
  SOCIAL,
  SEARCH,
  /// An assistant that answers with links.
  ASSISTANT,
  /// A link on another site.
  REFERRAL,
  /// A marked link, of none of the kinds above.
  CAMPAIGN,
  /// From a page of the same site.
  INTERNAL,
  /// By typing, by a bookmark, or from where nothing is told.
  DIRECT;

  private static final String[] CLICK_IDS = {
    "gclid", "gbraid", "wbraid", "dclid", "msclkid", "ttclid", "twclid", "li_fat_id", "yclid"
  };

  /// Few addresses have it.
  private static final String END_OF_CLICK_IDS = "id=";

  private static final Set<String> PAID_MEDIA =
      Set.of(
          "cpc",
          "ppc",
          "cpm",
          "cpv",
          "cpa",
          "cpp",
          "display",
          "banner",
          "retargeting",
          "remarketing",
          "ads",
          "ad",
          "sem",
          "affiliate",
          "affiliates");
  private static final Set<String> EMAIL_NAMES =
      Set.of("email", "e-mail", "e_mail", "mail", "newsletter");
  private static final Set<String> SOCIAL_MEDIA =
      Set.of("social", "social-network", "social-media", "sm", "social network", "social media");

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The channel of a page with this address, `host` its host, which was reached from `referrer`.
  static Channel of(
      @Nullable String url, @Nullable String host, @Nullable String referrer, Campaign campaign) {
    if (hasClickId(url)) {
      return PAID;
    }
    @Nullable Channel marked = ofCampaign(campaign);
    if (marked != null) {
      return marked;
    }
    if (referrer == null) {
      return DIRECT;
    }
    return host != null && isSameSite(host, referrer) ? INTERNAL : KnownSites.channel(referrer);
  }

  private static @Nullable Channel ofCampaign(Campaign campaign) {
    if (campaign.medium() == null && campaign.source() == null) {
      return campaign.name() == null ? null : CAMPAIGN;
    }
    String medium = lower(campaign.medium());
    String source = lower(campaign.source());
    if (PAID_MEDIA.contains(medium) || medium.startsWith("paid")) {
      return PAID;
    }
    if (EMAIL_NAMES.contains(medium) || EMAIL_NAMES.contains(source)) {
      return EMAIL;
    }
    if (SOCIAL_MEDIA.contains(medium)) {
      return SOCIAL;
    }
    return switch (medium) {
      case "organic", "search" -> SEARCH;
      case "referral", "link" -> REFERRAL;
      default -> KnownSites.findByName(source).orElse(CAMPAIGN);
    };
  }

  private static boolean hasClickId(@Nullable String url) {
    if (url == null || !url.contains(END_OF_CLICK_IDS)) {
      return false;
    }
    for (String id : CLICK_IDS) {
      if (PageAddress.has(url, id)) {
        return true;
      }
    }
    return false;
  }

  /// Whether one host is the other, or below it; `www.` does not count.
  private static boolean isSameSite(String host, String referrer) {
    String one = withoutWww(host);
    String other = withoutWww(referrer);
    return one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one);
  }

  private static String withoutWww(String host) {
    return host.startsWith("www.") ? host.substring(4) : host;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
