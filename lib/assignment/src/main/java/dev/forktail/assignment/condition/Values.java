package dev.forktail.assignment.condition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A set of values in which a number and the text that spells it are the same.
record Values(Set<Object> forms) {
  static Values of(List<Object> values) {
    var forms = new HashSet<Object>();
    for (var value : values) {
      var normal = value instanceof Integer number ? (Object) number.longValue() : value;
      forms.add(normal);
      forms.add(normal.toString());
      addNumber(normal.toString(), forms);
    }
    return new Values(forms);
  }

  boolean contains(Object value) {
    return forms.contains(value);
  }

  private static void addNumber(String text, Set<Object> forms) {
    switch (text) {
      case "true" -> forms.add(true);
      case "false" -> forms.add(false);
      default -> {
        double number = Numbers.of(text);
        if (Double.isNaN(number)) {
          return;
        }
        if (number == Math.rint(number) && Math.abs(number) <= 1L << 53) {
          forms.add((long) number);
        } else {
          forms.add(number);
        }
      }
    }
  }
}
