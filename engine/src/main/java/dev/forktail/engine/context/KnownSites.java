package dev.forktail.engine.context;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sites whose links are of a channel of their own.
final class KnownSites {
  /// By the label before the public suffix: `google` stands for `www.google.de`, too.
  private static final Set<String> SEARCH =
      Set.of(
          "google",
          "bing",
          "duckduckgo",
          "yahoo",
          "yandex",
          "baidu",
          "ecosia",
          "qwant",
          "startpage",
          "naver",
          "seznam",
          "sogou",
          "kagi",
          "mojeek",
          "swisscows",
          "daum",
          "coccoc",
          "presearch",
          "metager");

  private static final Set<String> SOCIAL =
      Set.of(
          "facebook",
          "instagram",
          "twitter",
          "linkedin",
          "pinterest",
          "reddit",
          "tiktok",
          "youtube",
          "threads",
          "bsky",
          "mastodon",
          "weibo",
          "tumblr",
          "snapchat",
          "quora",
          "whatsapp",
          "telegram",
          "discord",
          "xing");

  private static final Map<String, Channel> HOSTS =
      Map.ofEntries(
          Map.entry("mail.google.com", Channel.EMAIL),
          Map.entry("mail.yahoo.com", Channel.EMAIL),
          Map.entry("outlook.live.com", Channel.EMAIL),
          Map.entry("outlook.office.com", Channel.EMAIL),
          Map.entry("mail.proton.me", Channel.EMAIL),
          Map.entry("com.google.android.gm", Channel.EMAIL),
          Map.entry("t.co", Channel.SOCIAL),
          Map.entry("x.com", Channel.SOCIAL),
          Map.entry("lnkd.in", Channel.SOCIAL),
          Map.entry("youtu.be", Channel.SOCIAL),
          Map.entry("vk.com", Channel.SOCIAL),
          Map.entry("ok.ru", Channel.SOCIAL),
          Map.entry("wa.me", Channel.SOCIAL),
          Map.entry("t.me", Channel.SOCIAL),
          Map.entry("line.me", Channel.SOCIAL),
          Map.entry("medium.com", Channel.SOCIAL),
          Map.entry("news.ycombinator.com", Channel.SOCIAL),
          Map.entry("ask.com", Channel.SEARCH),
          Map.entry("so.com", Channel.SEARCH),
          Map.entry("search.brave.com", Channel.SEARCH),
          Map.entry("com.google.android.googlequicksearchbox", Channel.SEARCH),
          Map.entry("chatgpt.com", Channel.ASSISTANT),
          Map.entry("chat.openai.com", Channel.ASSISTANT),
          Map.entry("perplexity.ai", Channel.ASSISTANT),
          Map.entry("claude.ai", Channel.ASSISTANT),
          Map.entry("gemini.google.com", Channel.ASSISTANT),
          Map.entry("copilot.microsoft.com", Channel.ASSISTANT));

  /// What stands before a country in the suffix of a search engine: `google.co.uk`.
  private static final Set<String> SECOND_LEVELS = Set.of("co", "com", "org", "net");

  private KnownSites() {}

  /// The channel of links on `host`, which is in lower case.
  static Channel channel(String host) {
    @Nullable Channel exactly = HOSTS.get(host.startsWith("www.") ? host.substring(4) : host);
    if (exactly != null) {
      return exactly;
    }
    return findByName(name(host)).orElse(Channel.REFERRAL);
  }

  /// The channel of a site of that name, in lower case, as people put it into `utm_source`.
  static Optional<Channel> findByName(String name) {
    if (SEARCH.contains(name)) {
      return Optional.of(Channel.SEARCH);
    }
    if (SOCIAL.contains(name)) {
      return Optional.of(Channel.SOCIAL);
    }
    return Optional.ofNullable(HOSTS.get(name));
  }

  /// The label before the public suffix, near enough: `google` of `www.google.co.uk`.
  private static String name(String host) {
    int last = host.lastIndexOf('.');
    int before = last < 0 ? -1 : host.lastIndexOf('.', last - 1);
    if (last < 0) {
      return host;
    }
    String label = host.substring(before + 1, last);
    if (before > 0 && SECOND_LEVELS.contains(label)) {
      return host.substring(host.lastIndexOf('.', before - 1) + 1, before);
    }
    return label;
  }
}
