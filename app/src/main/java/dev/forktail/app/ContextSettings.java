package dev.forktail.app;

import dev.forktail.app.settings.Settings;
import dev.forktail.app.settings.SettingsException;
import dev.forktail.engine.context.IpPolicy;
import dev.forktail.engine.context.KnownAgents;
import dev.forktail.engine.context.Places;
import dev.forktail.engine.context.UserAgents;
import dev.forktail.engine.context.VisitorContexts;
import dev.forktail.visitor.ListedUserAgents;
import dev.forktail.visitor.MmdbPlaces;
import dev.forktail.web.ingest.IntakeRoutes.Visitors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// How visitors are known.
///
/// @param ip what is kept of their addresses
/// @param ipHeader in which a proxy says where a request came from; empty: there is no proxy
/// @param places a file that says where addresses are (`.mmdb`)
/// @param agents a `regexes.yaml` of uap-core, newer than the one that is part of the program
record ContextSettings(IpPolicy ip, String ipHeader, Optional<Path> places, Optional<Path> agents) {

  static ContextSettings of(Settings settings) {
    return new ContextSettings(
        settings.choice("context.ip", IpPolicy.TRUNCATE),
        settings.text("context.ip-header", ""),
        file(settings.text("context.places", "")),
        file(settings.text("context.user-agents", "")));
  }

  private static Optional<Path> file(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  /// Opens the files. The map of places is closed by `shutdown`.
  Visitors open(Shutdown shutdown) {
    var known = new KnownAgents(read("context.user-agents", this::userAgents), System::nanoTime);
    var places = read("context.places", () -> places(shutdown));
    return new Visitors(new VisitorContexts(known, places, ip), ipHeader);
  }

  private UserAgents userAgents() throws IOException {
    return agents.isPresent() ? ListedUserAgents.of(agents.get()) : ListedUserAgents.bundled();
  }

  private Places places(Shutdown shutdown) throws IOException {
    return places.isPresent()
        ? shutdown.add("places of addresses", MmdbPlaces.open(places.get()))
        : Places.NONE;
  }

  private interface Source<T> {
    T open() throws IOException;
  }

  private static <T> T read(String key, Source<T> source) {
    try {
      return source.open();
    } catch (IOException e) {
      throw new SettingsException("The file of '%s' cannot be read: %s".formatted(key, e));
    }
  }
}
