package dev.forktail.web.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Subject;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The body of `POST /v1/assign`.
///
/// @param experiments which; empty: all that are served
/// @param expose whether the subject sees its arms now
record AssignRequest(Subject subject, Optional<List<ExperimentKey>> experiments, boolean expose) {
  private static final int EXPERIMENTS_MAX = 1_000;

  static AssignRequest read(byte[] body) {
    var json = JsonTree.object(body);
    var subject =
        json.findObject("subject")
            .map(SubjectFields::read)
            .orElseThrow(
                () ->
                    new WrongFieldException(
                        "subject", "Say who: \"subject\": {\"userId\": \"…\"}."));
    boolean all = !json.has("experiments");
    var keys = json.texts("experiments");
    boolean expose = json.truth("expose", false);
    json.refuseOthers();
    return new AssignRequest(subject, all ? Optional.empty() : Optional.of(keys(keys)), expose);
  }

  static List<ExperimentKey> keys(List<String> texts) {
    if (texts.size() > EXPERIMENTS_MAX) {
      throw new WrongFieldException(
          "experiments", "There are at most " + EXPERIMENTS_MAX + " of these.");
    }
    var keys = new ArrayList<ExperimentKey>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      try {
        keys.add(new ExperimentKey(texts.get(i)));
      } catch (IllegalArgumentException e) {
        throw new WrongFieldException("experiments[" + i + "]", e.getMessage() + ".");
      }
    }
    return keys;
  }
}
