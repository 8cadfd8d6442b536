package dev.forktail.web.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.web.http.ApiServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class SdkRoutesTest {
  private static final String PATH = "/sdk/forktail.js";
  private static final int GZIP_BYTES_MAX = 4 << 10;

  @Test
  void pagesOfAnySiteLoadItAndBrowsersKeepIt() throws Exception {
    try (var server = ApiServer.open((routes, _, _) -> new SdkRoutes().addTo(routes))) {
      var first = server.send(server.request(PATH, null));
      var headers = first.headers();

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(headers.firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
      assertThat(headers.firstValue("Cache-Control").orElse("")).contains("max-age=300");
      var tag = headers.firstValue("ETag").orElseThrow();
      var again = server.send(server.request(PATH, null).header("If-None-Match", tag));
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(gzipped(first.body())).isLessThan(GZIP_BYTES_MAX);
    }
  }

  private static int gzipped(String text) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }
}
