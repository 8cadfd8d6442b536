package dev.forktail.web.experiment;

import dev.forktail.assignment.State;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.web.project.Versioned;

/// What somebody sends to create or replace an experiment: its definition, a `note` for the audit,
/// and with `"start": true` that it begins at once. What only the server says (`version`,
/// `created`, `changed`, `runs`) may be sent back and is not looked at.
record ExperimentWish(Definition definition, boolean start, String note) {

  static ExperimentWish read(byte[] body) {
    return read(JsonTree.object(body));
  }

  /// One whose key is also in the path.
  static ExperimentWish read(byte[] body, String key) {
    var wish = read(body);
    if (!wish.definition().key().value().equals(key)) {
      throw new WrongFieldException("key", "The key is another one than in the path.");
    }
    return wish;
  }

  private static ExperimentWish read(JsonFields json) {
    boolean start = json.truth("start", false);
    var note = note(json);
    Versioned.ignore(json, "version", "created", "changed", "runs");
    var definition = DefinitionJson.read(json);
    return new ExperimentWish(definition, start, note);
  }

  static String note(JsonFields json) {
    return Versioned.note(json, Change.NOTE_LENGTH_MAX);
  }

  /// In the state in which it begins.
  Definition toCreate() {
    var state = definition.experiment().state();
    if (!(state instanceof State.Draft || state instanceof State.Running)) {
      throw new WrongFieldException("state", "A new experiment is a draft, or running.");
    }
    return start && state instanceof State.Draft ? definition.become(State.running()) : definition;
  }
}
