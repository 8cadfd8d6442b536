package dev.forktail.engine.experiment;

import static dev.forktail.engine.event.ContextField.BROWSER;
import static dev.forktail.engine.event.ContextField.BROWSER_VERSION;
import static dev.forktail.engine.event.ContextField.COUNTRY;
import static dev.forktail.engine.event.ContextField.DEVICE;
import static dev.forktail.engine.event.ContextField.OS;
import static dev.forktail.engine.event.ContextField.REGION;

import dev.forktail.assignment.Subject;
import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.VisitorContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the attributes of a subject say of its visitor, where they are named like the columns of
/// `events`.
final class SubjectContext {
  private static final int CHARACTERS_MAX = 100;
  private static final List<ContextField> FIELDS =
      List.of(BROWSER, BROWSER_VERSION, OS, DEVICE, COUNTRY, REGION);

  private SubjectContext() {}

  static VisitorContext of(Subject subject) {
    var draft = new VisitorContext.Draft();
    for (var field : FIELDS) {
      draft.put(field, value(field, subject.attribute(field.column())));
    }
    return draft.done();
  }

  private static @Nullable Object value(ContextField field, @Nullable Object attribute) {
    return switch (attribute) {
      case String text when field.kind() == ContextField.Kind.TEXT && isUsable(text) -> text;
      case Long number when field.kind() == ContextField.Kind.NUMBER && isSmall(number) ->
          number.intValue();
      case null, default -> null;
    };
  }

  private static boolean isUsable(String text) {
    return !text.isEmpty() && text.length() <= CHARACTERS_MAX && text.indexOf('\0') < 0;
  }

  private static boolean isSmall(long number) {
    return number >= 0 && number <= Integer.MAX_VALUE;
  }
}
