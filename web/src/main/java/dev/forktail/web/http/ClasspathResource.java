package dev.forktail.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.zip.CRC32C;

/// A file of the class path, such as a script or a style sheet, read once and served from memory.
public final class ClasspathResource {
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "ico", "image/x-icon",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "png", "image/png",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");

  private ClasspathResource() {}

  /// The endpoint that serves `name`, with its slashes, as the class loader knows it.
  ///
  /// @throws IllegalArgumentException when there is no such resource
  public static Endpoint of(String name) {
    return of(name, Map.of("Cache-Control", "no-cache", "X-Content-Type-Options", "nosniff"));
  }

  /// The same for what pages of other sites use, and browsers keep for some minutes.
  public static Endpoint shared(String name) {
    return of(
        name,
        Map.of(
            "Cache-Control",
            "public, max-age=300, stale-while-revalidate=86400",
            "Access-Control-Allow-Origin",
            "*",
            "Cross-Origin-Resource-Policy",
            "cross-origin",
            "X-Content-Type-Options",
            "nosniff"));
  }

  private static Endpoint of(String name, Map<String, String> headers) {
    byte[] bytes = read(name);
    String tag = tag(bytes);
    Reply found =
        new Reply(200, contentType(name), headers, Buffer.buffer(bytes)).with("ETag", tag);
    Reply unchanged =
        new Reply(304, found.contentType(), headers, Buffer.buffer()).with("ETag", tag);
    return _ ->
        request -> {
          boolean known = EntityTag.matches(request.headers().get(HttpHeaders.IF_NONE_MATCH), tag);
          Replies.send(request, known ? unchanged : found);
        };
  }

  /// The same for a file of an npm package's WebJar, whatever version of it is on the class path.
  public static Endpoint ofWebJar(String artifact, String file) {
    var properties = new Properties();
    String name = "META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
    try (var in = open(name)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
    String version = properties.getProperty("version");
    return of("META-INF/resources/webjars/" + artifact + "/" + version + "/" + file);
  }

  private static byte[] read(String name) {
    try (var in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = ClasspathResource.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new IllegalArgumentException("There is no " + name + " on the class path");
    }
    return in;
  }

  private static String contentType(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return CONTENT_TYPES.getOrDefault(ending, "application/octet-stream");
  }

  private static String tag(byte[] bytes) {
    var sum = new CRC32C();
    sum.update(bytes);
    return '"' + HexFormat.of().toHexDigits(sum.getValue(), 8) + "-" + bytes.length + '"';
  }
}
