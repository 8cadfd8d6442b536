package dev.forktail.web.page;

import dev.forktail.engine.audit.Change;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.page.json.PageJson;
import dev.forktail.web.project.Versioned;

/// What somebody sends to create or replace a page: the page, a `note` for its history, and with
/// `"publish": true` that visitors see it at once. What only the server says (`version`, `state`,
/// `published`, `created`, `changed`) may be sent back and is not looked at.
record PageWish(PageDefinition page, boolean publish, String note) {

  static PageWish read(byte[] body) {
    var json = JsonTree.object(body);
    boolean publish = json.truth("publish", false);
    var note = note(json);
    Versioned.ignore(json, "version", "state", "published", "created", "changed");
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
    return Versioned.note(json, Change.NOTE_LENGTH_MAX);
  }
}
