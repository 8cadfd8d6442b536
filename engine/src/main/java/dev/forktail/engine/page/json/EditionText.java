package dev.forktail.engine.page.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.Slug;
import dev.forktail.engine.project.KeyHash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// An edition as a text that shows whether it is whole: a line that says what it is with the
/// SHA-256 of the rest, and a line of JSON.
public final class EditionText {
  private static final String HEAD = "forktail page 1 ";
  private static final int VERSION_MAX = Integer.MAX_VALUE;

  private EditionText() {}

  public static byte[] write(Edition edition) {
    var json = new StringBuilder("{\"slug\":").append(JsonTree.text(edition.slug().value()));
    json.append(",\"version\":").append(edition.version());
    edition
        .shown()
        .ifPresent(
            shown ->
                json.append(",\"project\":")
                    .append(shown.project().value())
                    .append(",\"page\":")
                    .append(PageJson.write(shown.page())));
    var rest = json.append("}\n").toString();
    return (HEAD + KeyHash.of(rest).hex() + "\n" + rest).getBytes(UTF_8);
  }

  /// The edition in `bytes`.
  ///
  /// @throws IllegalArgumentException when it is none, or damaged
  public static Edition read(byte[] bytes) {
    var text = decoded(bytes);
    int end = text.indexOf('\n');
    if (end < 0 || !text.startsWith(HEAD)) {
      throw new IllegalArgumentException("This is no page");
    }
    var rest = text.substring(end + 1);
    if (!text.substring(HEAD.length(), end).equals(KeyHash.of(rest).hex())) {
      throw new IllegalArgumentException("The page is damaged");
    }
    try {
      return edition(JsonTree.object(rest));
    } catch (WrongFieldException e) {
      throw new IllegalArgumentException("This is a page of another form: " + e.getMessage(), e);
    }
  }

  private static Edition edition(JsonFields json) {
    var slug = new Slug(json.text("slug"));
    long version = json.integer("version", 0, VERSION_MAX);
    var shown =
        json.findObject("page")
            .map(
                page ->
                    new Edition.Shown(
                        new ProjectId(json.integer("project", 0, Integer.MAX_VALUE)),
                        PageJson.read(page)));
    return new Edition(slug, version, shown);
  }

  private static String decoded(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("This is no text", e);
    }
  }
}
