package dev.forktail.app.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.app.PrivateFile;
import dev.forktail.app.settings.Settings;
import dev.forktail.web.experiment.CookieRules;
import dev.forktail.web.experiment.CookieSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How visitors are remembered, as the settings say.
///
/// @param secrets between commas, the newest first; empty: one of our own, kept in the data folder
public record CookieSettings(
    Optional<String> secrets, Duration life, boolean httpOnly, boolean consentRequired) {
  /// Where a secret of our own is kept, in the data folder.
  public static final String FILE = "cookie.properties";

  private static final Logger log = LoggerFactory.getLogger(CookieSettings.class);
  private static final String SECRET = "secret";
  private static final int SECRET_BYTES = 32;

  public static CookieSettings of(Settings settings) {
    return new CookieSettings(
        settings.secret("memory.cookie.secrets"),
        settings.duration("memory.cookie.life", "365d"),
        settings.flag("memory.cookie.http-only", true),
        settings.flag("memory.cookie.consent-required", false));
  }

  /// The rules, for a server with its data in `folder`.
  CookieRules rules(Path folder, RandomGenerator random) {
    var all =
        secrets
            .map(text -> Arrays.stream(text.split(",")).map(one -> one.strip().getBytes(UTF_8)))
            .map(texts -> texts.toList())
            .orElseGet(() -> List.of(own(folder.resolve(FILE), random)));
    return new CookieRules(new CookieSeal(all), life, httpOnly, consentRequired);
  }

  /// A secret that is made once and readable by nobody else. One that cannot be kept holds until
  /// the server stops.
  private static byte[] own(Path file, RandomGenerator random) {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String made = HexFormat.of().formatHex(bytes);
    try {
      if (!Files.exists(file)) {
        var properties = new Properties();
        properties.setProperty(SECRET, made);
        PrivateFile.write(file, properties, "What signs the cookies of visitors");
      }
      return PrivateFile.read(file).getProperty(SECRET, made).getBytes(UTF_8);
    } catch (IOException e) {
      log.warn(
          "The secret of the cookies cannot be kept, so none outlives this run: {}", e.toString());
      return made.getBytes(UTF_8);
    }
  }
}
