package dev.forktail.web.page;

import dev.forktail.engine.experiment.json.JsonFields;
import dev.forktail.engine.experiment.json.JsonTree;
import dev.forktail.engine.experiment.json.WrongFieldException;
import dev.forktail.engine.page.PageChange;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.page.json.PageJson;

/// What somebody sends to create or replace a page: the page, a `note` for its history, and with
/// `"publish": true` that visitors see it at once. What only the server says (`version`, `state`,
/// `published`, `created`, `changed`) may be sent back and is not looked at.
record PageWish(PageDefinition page, boolean publish, String note) {

  static PageWish read(byte[] body) {
    var json = JsonTree.object(body);
    boolean publish = json.truth("publish", false);
    var note = note(json);
    for (var told : new String[] {"version", "state", "published", "created", "changed"}) {
      json.has(told);
    }
    return new PageWish(PageJson.read(json), publish, note);
  }

  /// One whose slug is also in the path.
  static PageWish read(byte[] body, String slug) {
    var wish = read(body);
    if (!wish.page().slug().value().equals(slug)) {
      throw new WrongFieldException("slug", "The slug is another one than in the path.");
    }
    return wish;
  }

  static String note(JsonFields json) {
    var note = json.findText("note").orElse("");
    if (note.length() > PageChange.NOTE_LENGTH_MAX) {
      throw new WrongFieldException(
          json.at("note"), "This has at most " + PageChange.NOTE_LENGTH_MAX + " characters.");
    }
    return note;
  }
}
