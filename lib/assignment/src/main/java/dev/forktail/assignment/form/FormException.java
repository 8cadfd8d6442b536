package dev.forktail.assignment.form;

/// A definition is not what it should be.
public final class FormException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;

  FormException(String field, String why) {
    super(message(field, why));
    this.field = field;
  }

  FormException(String field, IllegalArgumentException cause) {
    super(message(field, String.valueOf(cause.getMessage())), cause);
    this.field = field;
  }

  private static String message(String field, String why) {
    return field.isEmpty() ? why : field + ": " + why;
  }

  /// Where it is wrong, such as `variants[1].weight`; empty when it is wrong as a whole.
  public String field() {
    return field;
  }
}
