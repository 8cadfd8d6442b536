package dev.forktail.web.live;

import dev.forktail.web.http.ClasspathResource;
import dev.forktail.web.http.Routes;

/// The files that the pages load: our own and the chart's.
final class Assets {
  private static final String OURS = "dev/forktail/web/live/";

  private Assets() {}

  static void addTo(Routes routes) {
    for (var name : new String[] {"live.css", "live.js", "forktail.svg"}) {
      routes.get("/assets/" + name, ClasspathResource.of(OURS + name));
    }
    for (var name : new String[] {"uPlot.min.css", "uPlot.iife.min.js"}) {
      routes.get("/assets/" + name, ClasspathResource.ofWebJar("uplot", "dist/" + name));
    }
  }
}
