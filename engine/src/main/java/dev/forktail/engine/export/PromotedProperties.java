package dev.forktail.engine.export;

import java.util.Optional;

/// Which properties of events are columns of their own.
///
/// - **Contract.** What was declared stays: neither type nor source of a column ever changes, and
///   its field id is given to no other. At most [#COLUMNS_MAX] can be declared.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface PromotedProperties {
  /// Each column is written, and has statistics, in every file.
  int COLUMNS_MAX = 100;

  /// Makes the property a column, unless it is one.
  Answer declare(PropertyDeclaration declaration);

  /// All that are declared, in the order of their field ids.
  LakeSchema schema();

  /// What became of a declaration.
  sealed interface Answer {
    /// It is a column from now on.
    record Declared(PromotedColumn column) implements Answer {}

    /// It was one already.
    record Known(PromotedColumn column) implements Answer {}

    /// It cannot become one.
    ///
    /// @param field what is at fault: `name`, `type`, `path`, `event`; empty when it is the number
    ///   of columns
    record Refused(Optional<String> field, String reason) implements Answer {}
  }

  /// What becomes of `declaration` beside those of `present`; empty when it gets a field id.
  static Optional<Answer> findAnswer(LakeSchema present, PropertyDeclaration declaration) {
    for (var promoted : present.promoted()) {
      if (promoted.column().name().equals(declaration.name())) {
        return Optional.of(answer(promoted, declaration));
      }
    }
    if (EventColumns.CONTEXT.stream().anyMatch(own -> own.name().equals(declaration.name()))) {
      return Optional.of(
          new Answer.Refused(
              Optional.of("name"),
              "Events have something else of this name: '" + declaration.name() + "'."));
    }
    return present.promoted().size() < COLUMNS_MAX
        ? Optional.empty()
        : Optional.of(
            new Answer.Refused(
                Optional.empty(),
                "There are "
                    + COLUMNS_MAX
                    + " columns of properties, which are all there can be."));
  }

  private static Answer answer(PromotedColumn present, PropertyDeclaration declaration) {
    var was = PropertyDeclaration.of(present);
    if (was.type() != declaration.type()) {
      return refused(declaration, "type", was.typeText());
    }
    if (!was.source().path().equals(declaration.source().path())) {
      return refused(declaration, "path", was.source().path());
    }
    return was.source().equals(declaration.source())
        ? new Answer.Known(present)
        : refused(declaration, "event", was.source().event().orElse("(all)"));
  }

  private static Answer refused(PropertyDeclaration declaration, String field, String was) {
    return new Answer.Refused(
        Optional.of(field),
        "The column %s has the %s %s, which never changes: choose another name."
            .formatted(declaration.name(), field, was));
  }
}
