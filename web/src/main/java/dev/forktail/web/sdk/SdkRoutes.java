package dev.forktail.web.sdk;

import dev.forktail.web.http.ClasspathResource;
import dev.forktail.web.http.Routes;

/// Mounts the browser SDK, `/sdk/forktail.js`.
public final class SdkRoutes {
  private static final String FILE = "dev/forktail/web/sdk/forktail.js";

  public void addTo(Routes routes) {
    routes.get("/sdk/forktail.js", ClasspathResource.shared(FILE));
  }
}
