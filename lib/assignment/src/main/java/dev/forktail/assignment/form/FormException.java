package dev.forktail.assignment.form;

/// A definition is not what it should be; `field` says where, such as `variants[1].weight`.
public final class FormException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;

  FormException(String field, String why) {
    super(field + ": " + why);
    this.field = field;
  }

  FormException(String field, IllegalArgumentException cause) {
    super(field + ": " + cause.getMessage(), cause);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
