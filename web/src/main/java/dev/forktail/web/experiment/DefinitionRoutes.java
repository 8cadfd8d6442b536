package dev.forktail.web.experiment;

import dev.forktail.assignment.State;
import dev.forktail.assignment.form.ExperimentForm;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.LiveExperiments.ProjectExperiments;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.http.EntityTag;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import io.vertx.core.buffer.Buffer;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Mounts `GET /v1/definitions`, by which programs decide themselves: the experiments of a project
/// but drafts and archived ones, in the form of the library, for any key. Names, descriptions and
/// notes are not in it.
public final class DefinitionRoutes {
  private static final int ETAG_HEX = 32;
  private static final Reply UNAUTHORIZED =
      Reply.error(401, "unauthorized", "Authorization", "Send a key: Authorization: Bearer KEY.")
          .with("WWW-Authenticate", "Bearer");

  private final LiveExperiments live;
  private final Callers callers;
  private final Map<ProjectId, Sent> last = new ConcurrentHashMap<>();

  public DefinitionRoutes(LiveExperiments live, KeyRing keys) {
    this.live = live;
    this.callers = new Callers(keys);
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get("/v1/definitions", pages.of(this::answer));
  }

  private Reply answer(PageRequest request) {
    return request
        .findBearer()
        .or(() -> request.findHeader("X-API-Key"))
        .flatMap(callers::find)
        .map(access -> sent(access.project()).reply(request))
        .orElse(UNAUTHORIZED);
  }

  private Sent sent(ProjectId project) {
    var experiments = live.of(project);
    return last.compute(
        project,
        (_, known) -> known != null && known.isOf(experiments) ? known : Sent.of(experiments));
  }

  private record Sent(ProjectExperiments experiments, Buffer json, String etag) {
    static Sent of(ProjectExperiments experiments) {
      var trees =
          experiments.stored().values().stream()
              .map(StoredExperiment::experiment)
              .filter(one -> !(one.state() instanceof State.Draft))
              .filter(one -> !(one.state() instanceof State.Archived))
              .sorted(Comparator.comparing(one -> one.key().value()))
              .map(ExperimentForm::write)
              .toList();
      var json = JsonTree.text(Map.of("experiments", trees));
      var etag = "\"" + KeyHash.of(json).hex().substring(0, ETAG_HEX) + "\"";
      return new Sent(experiments, Buffer.buffer(json), etag);
    }

    @SuppressWarnings("ReferenceEquality") // A change makes a new object; comparing all takes long.
    boolean isOf(ProjectExperiments current) {
      return experiments == current;
    }

    Reply reply(PageRequest request) {
      boolean known = EntityTag.matches(request.findHeader("If-None-Match").orElse(null), etag);
      var headers = Map.of("ETag", etag, "Cache-Control", "private, no-cache");
      return new Reply(known ? 304 : 200, Reply.JSON, headers, known ? Buffer.buffer() : json);
    }
  }
}
