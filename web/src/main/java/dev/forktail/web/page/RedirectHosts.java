package dev.forktail.web.page;

import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.project.Access;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Mounts `/api/redirect-hosts`: to which other sites the pages of a project may send visitors.
///
/// @param admins who may say so
record RedirectHosts(PageCatalog catalog, KeyAccess admins) {
  private static final String PATH = "/api/redirect-hosts";
  private static final String INVALID = "invalid_hosts";
  private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9.-]{1,253}");
  private static final int HOSTS_MAX = 100;
  private static final int BODY_BYTES_MAX = 64 << 10;

  void addTo(Routes routes, Pages pages) {
    routes.get(PATH, pages.of(admins.page(INVALID, (access, _) -> list(access))));
    routes.put(PATH, pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::replace)));
  }

  private Reply list(Access access) {
    var hosts = catalog.redirectHosts(access.project()).stream().sorted().toList();
    return Reply.json(200, JsonTree.text(Map.of("hosts", hosts))).with("Cache-Control", "no-store");
  }

  private Reply replace(Access access, PageRequest request) {
    var body = JsonTree.object(request.body());
    var hosts = body.texts("hosts");
    body.refuseOthers();
    boolean areHosts = hosts.stream().allMatch(host -> HOST.matcher(host).matches());
    if (!areHosts || hosts.size() > HOSTS_MAX) {
      throw new WrongFieldException(
          "hosts", "These are up to %d names such as www.example.com.".formatted(HOSTS_MAX));
    }
    catalog.allowRedirects(
        access.project(),
        hosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
    return list(access);
  }
}
