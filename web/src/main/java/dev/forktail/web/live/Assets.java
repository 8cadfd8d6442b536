package dev.forktail.web.live;

import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// The files that the pages load: our own and those of WebJars. Their addresses hold a hash of
/// their content, so that a browser keeps them for good and never has an old one.
final class Assets {
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String SVG = "image/svg+xml";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private final Asset style = load("/dev/forktail/web/live/live.css", "live", "css", CSS);
  private final Asset script = load("/dev/forktail/web/live/live.js", "live", "js", SCRIPT);
  private final Asset icon = load("/dev/forktail/web/live/forktail.svg", "forktail", "svg", SVG);
  private final Asset chartStyle = load(UPLOT + "uPlot.min.css", "uplot", "css", CSS);
  private final Asset chartScript = load(UPLOT + "uPlot.iife.min.js", "uplot", "js", SCRIPT);

  String style() {
    return style.path();
  }

  String script() {
    return script.path();
  }

  String icon() {
    return icon.path();
  }

  String chartStyle() {
    return chartStyle.path();
  }

  String chartScript() {
    return chartScript.path();
  }

  void addTo(Routes routes) {
    for (var asset : new Asset[] {style, script, icon, chartStyle, chartScript}) {
      routes.get(asset.path(), _ -> request -> Replies.send(request, asset.reply()));
    }
  }

  private static Asset load(String resource, String name, String ending, String contentType) {
    try (var in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Not on the class path: " + resource);
      }
      byte[] content = in.readAllBytes();
      var path = "/assets/" + name + "-" + fingerprint(content) + "." + ending;
      var headers =
          Map.of(
              "Cache-Control",
              "public, max-age=31536000, immutable",
              "X-Content-Type-Options",
              "nosniff");
      return new Asset(path, new Reply(200, contentType, headers, Buffer.buffer(content)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  private static String fingerprint(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private record Asset(String path, Reply reply) {}
}
