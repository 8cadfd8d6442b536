package dev.forktail.web.result;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.result.recount.RecountControl;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Mounts recounts for admin keys: `POST /api/experiments/KEY/results/recount` begins one, which
/// puts right what differs if `repair=true` is asked for, `GET` says how it stands and what it has
/// found.
public final class RecountRoutes {
  private static final String EXPERIMENTS = "/api/experiments/";
  private static final String PATH = EXPERIMENTS + "*/results/recount";
  private static final Reply MISSING =
      Reply.error(404, "not_found", "key", "No recount of this experiment was asked for.");
  private static final Reply BUSY =
      Reply.error(409, "conflict", null, "Another recount is running; ask again when it is done.");

  private final RecountControl recounts;
  private final KeyAccess admins;

  public RecountRoutes(RecountControl recounts, KeyRing keys) {
    this.recounts = recounts;
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
  }

  public void addTo(Routes routes, Pages pages) {
    routes.post(
        PATH,
        pages.of(
            request ->
                admins.reply(request, of(request, (access, key) -> begin(access, key, request)))));
    routes.get(PATH, pages.of(request -> admins.reply(request, of(request, this::show))));
  }

  private static Function<Access, Reply> of(
      PageRequest request, BiFunction<Access, ExperimentKey, Reply> answer) {
    return access ->
        findKey(request.partsBehind(EXPERIMENTS).getFirst())
            .map(key -> answer.apply(access, key))
            .orElse(MISSING);
  }

  private static Optional<ExperimentKey> findKey(String text) {
    try {
      return Optional.of(new ExperimentKey(text));
    } catch (IllegalArgumentException _) { // no experiment can have such a key
      return Optional.empty();
    }
  }

  private Reply begin(Access access, ExperimentKey experiment, PageRequest request) {
    var repair = request.findParameter("repair").orElse("false");
    if (!repair.equals("true") && !repair.equals("false")) {
      return Reply.error(400, "invalid_recount", "repair", "This is true or false.");
    }
    return recounts
        .begin(access.project(), experiment, repair.equals("true"))
        .map(task -> Reply.json(202, RecountJson.of(task)))
        .orElse(BUSY);
  }

  private Reply show(Access access, ExperimentKey experiment) {
    return recounts
        .findLast(access.project(), experiment)
        .map(task -> Reply.json(200, RecountJson.of(task)).with("Cache-Control", "no-store"))
        .orElse(MISSING);
  }
}
