package dev.forktail.sdk;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.form.ExperimentForm;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What the server says about the experiments of a project.
///
/// @param text as it was sent
/// @param tag by which it is asked whether that is still so; empty for what was kept on disk
record Definitions(String text, String tag, List<Experiment> experiments) {
  Definitions {
    experiments = List.copyOf(experiments);
  }

  /// @throws IOException when the text is not of this form
  static Definitions read(String text, String tag) throws IOException {
    if (!(Json.read(text) instanceof Map<?, ?> members)
        || !(members.get("experiments") instanceof List<?> list)) {
      throw new IOException("The definitions have no list of experiments");
    }
    try {
      return new Definitions(text, tag, list.stream().map(ExperimentForm::read).toList());
    } catch (IllegalArgumentException e) {
      throw new IOException("An experiment is not of a form that is known here", e);
    }
  }
}
