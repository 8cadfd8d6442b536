package dev.forktail.visitor;

import dev.forktail.engine.context.Agent;
import dev.forktail.engine.context.UserAgents;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ua_parser.Parser;

/// User agents by the lists of the uap-core project: those that came with its library, or a newer
/// `regexes.yaml`.
public final class ListedUserAgents implements UserAgents {
  private static final String UNKNOWN = "Other";
  private static final String SPIDER = "Spider";

  /// Programs that are no browser, and browsers that nobody looks at.
  private static final Set<String> PROGRAMS =
      Set.of(
          "curl",
          "Wget",
          "Python Requests",
          "Python-urllib",
          "aiohttp",
          "Apache-HttpClient",
          "Java",
          "Go-http-client",
          "HeadlessChrome",
          "PhantomJS");

  private final Parser parser;

  private ListedUserAgents(Parser parser) {
    this.parser = parser;
  }

  /// By the lists that came with the library.
  public static ListedUserAgents bundled() {
    return new ListedUserAgents(new Parser());
  }

  /// By the lists in a `regexes.yaml` of uap-core.
  public static ListedUserAgents of(Path regexes) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(regexes))) {
      return new ListedUserAgents(new Parser(in));
    } catch (RuntimeException e) {
      throw new IOException("Not a regexes.yaml of uap-core: " + e.getMessage(), e);
    }
  }

  @Override
  public Agent read(String userAgent) {
    var agent = parser.parseUserAgent(userAgent);
    String system = parser.parseOS(userAgent).family;
    boolean bot =
        PROGRAMS.contains(agent.family) || SPIDER.equals(parser.parseDevice(userAgent).family);
    return new Agent(
        browser(agent.family),
        version(agent.major),
        UNKNOWN.equals(system) ? null : system,
        bot ? null : DeviceClass.find(userAgent, system),
        bot);
  }

  /// The same name on all devices: what they are is another column.
  private static @Nullable String browser(String family) {
    return switch (family) {
      case UNKNOWN -> null;
      case "Mobile Safari UI/WKWebView" -> "Safari WebView";
      case "Chrome Mobile WebView" -> "Chrome WebView";
      default -> family.replace("Mobile ", "").replace(" Mobile", "").replace(" iOS", "");
    };
  }

  private static @Nullable Integer version(@Nullable String major) {
    try {
      return major == null ? null : Integer.valueOf(major);
    } catch (NumberFormatException _) { // some programs have words there
      return null;
    }
  }
}
