package dev.forktail.assignment.form;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.condition.Condition.All;
import dev.forktail.assignment.condition.Condition.Any;
import dev.forktail.assignment.condition.Condition.Bound;
import dev.forktail.assignment.condition.Condition.Contains;
import dev.forktail.assignment.condition.Condition.During;
import dev.forktail.assignment.condition.Condition.Exists;
import dev.forktail.assignment.condition.Condition.In;
import dev.forktail.assignment.condition.Condition.Matches;
import dev.forktail.assignment.condition.Condition.Network;
import dev.forktail.assignment.condition.Condition.Not;
import dev.forktail.assignment.condition.Condition.Place;
import dev.forktail.assignment.condition.Condition.Range;
import dev.forktail.assignment.condition.Condition.Share;
import dev.forktail.assignment.condition.Condition.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads conditions: `{"all":[…]}`, `{"any":[…]}`, `{"not":{…}}`, or
/// `{"attribute":"country","in":["AT"]}` with one or more of these, all of which must hold:
///
/// | field | holds for |
/// | --- | --- |
/// | `exists` | true: any value; false: none |
/// | `equals`, `in` | this value, one of these |
/// | `min`, `above`, `max`, `below` | numbers; `min` and `max` include the bound |
/// | `from`, `until` | times; `until` excludes the bound |
/// | `contains`, `startsWith`, `endsWith` | texts with this text or one of these; `ignoreCase` |
/// | `semver` | versions in this range: `>=1.2.0 <2` |
/// | `regex` | texts in which this is found |
/// | `cidr` | addresses of this network or one of these |
/// | `percent` | so many of a hundred, by hash; or `{"salt":"…","from":0,"to":1000}` in basis points |
///
/// An empty object holds always.
public final class ConditionForm {
  private static final int DEPTH_MAX = 40;

  private ConditionForm() {}

  public static Condition read(@Nullable Object tree) {
    return read("targeting", tree);
  }

  /// The condition that stands in the field `path`, which refusals name.
  public static Condition read(String path, @Nullable Object tree) {
    return read(path, tree, 0);
  }

  static Condition read(String path, @Nullable Object tree, int depth) {
    if (depth > DEPTH_MAX) {
      throw new FormException(path, "must not be deeper than " + DEPTH_MAX);
    }
    var fields = new Fields(path, tree);
    var conditions = new ArrayList<Condition>();
    if (fields.has("all")) {
      var inner = inner(fields, "all", depth);
      conditions.add(fields.make("all", () -> new All(inner)));
    }
    if (fields.has("any")) {
      var inner = inner(fields, "any", depth);
      conditions.add(fields.make("any", () -> new Any(inner)));
    }
    if (fields.has("not")) {
      var inner = read(fields.path("not"), fields.take("not"), depth + 1);
      conditions.add(fields.make("not", () -> new Not(inner)));
    }
    if (fields.has("attribute")) {
      conditions.addAll(onAttribute(fields));
    }
    fields.end();
    return conditions.size() == 1
        ? conditions.getFirst()
        : fields.make("", () -> new All(conditions));
  }

  private static List<Condition> inner(Fields fields, String name, int depth) {
    var list = fields.list(name);
    var conditions = new ArrayList<Condition>();
    for (int i = 0; i < list.size(); i++) {
      conditions.add(read(fields.path(name) + "[" + i + "]", list.get(i), depth + 1));
    }
    return conditions;
  }

  private static List<Condition> onAttribute(Fields fields) {
    String attribute = fields.text("attribute");
    var conditions = new ArrayList<Condition>();
    if (fields.has("exists")) {
      var exists = new Exists(attribute);
      conditions.add(fields.truth("exists") ? exists : new Not(exists));
    }
    if (fields.has("equals")) {
      var value = scalar(fields.path("equals"), fields.take("equals"));
      conditions.add(new In(attribute, List.of(value)));
    }
    if (fields.has("in")) {
      var values = scalars(fields, "in");
      conditions.add(fields.make("in", () -> new In(attribute, values)));
    }
    addRange(fields, attribute, conditions);
    addTexts(fields, attribute, conditions);
    addShare(fields, attribute, conditions);
    if (conditions.isEmpty()) {
      throw new FormException(fields.path("attribute"), "needs a comparison beside it");
    }
    return conditions;
  }

  private static void addRange(Fields fields, String attribute, List<Condition> conditions) {
    var min = bound(fields, "min", "above");
    var max = bound(fields, "max", "below");
    if (min != null || max != null) {
      conditions.add(new Range(attribute, min, max));
    }
    var from = fields.time("from");
    var until = fields.time("until");
    if (from != null || until != null) {
      conditions.add(new During(attribute, from, until));
    }
  }

  private static @Nullable Bound bound(Fields fields, String inclusive, String exclusive) {
    if (fields.has(inclusive) && fields.has(exclusive)) {
      throw new FormException(fields.path(exclusive), "cannot stand beside " + inclusive);
    }
    if (fields.has(inclusive)) {
      return fields.make(inclusive, () -> new Bound(fields.number(inclusive), true));
    }
    if (fields.has(exclusive)) {
      return fields.make(exclusive, () -> new Bound(fields.number(exclusive), false));
    }
    return null;
  }

  private static void addTexts(Fields fields, String attribute, List<Condition> conditions) {
    boolean ignoreCase = fields.has("ignoreCase") && fields.truth("ignoreCase");
    for (var place : Place.values()) {
      String name = nameOf(place);
      if (fields.has(name)) {
        var texts = fields.texts(name);
        conditions.add(fields.make(name, () -> new Contains(attribute, place, texts, ignoreCase)));
      }
    }
    if (fields.has("semver")) {
      conditions.add(fields.make("semver", () -> new Version(attribute, fields.text("semver"))));
    }
    if (fields.has("regex")) {
      conditions.add(fields.make("regex", () -> new Matches(attribute, fields.text("regex"))));
    }
    if (fields.has("cidr")) {
      conditions.add(fields.make("cidr", () -> new Network(attribute, fields.texts("cidr"))));
    }
  }

  static String nameOf(Place place) {
    return switch (place) {
      case ANYWHERE -> "contains";
      case START -> "startsWith";
      case END -> "endsWith";
    };
  }

  private static void addShare(Fields fields, String attribute, List<Condition> conditions) {
    if (!fields.has("percent")) {
      return;
    }
    var percent = fields.take("percent");
    if (percent instanceof Number number) {
      int points = Fields.points(fields.path("percent"), number);
      conditions.add(fields.make("percent", () -> new Share(attribute, attribute, 0, points)));
      return;
    }
    var share = new Fields(fields.path("percent"), percent);
    String salt = share.text("salt", attribute);
    int from = share.whole("from", 0);
    int to = share.whole("to");
    share.end();
    conditions.add(share.make("", () -> new Share(attribute, salt, from, to)));
  }

  private static List<Object> scalars(Fields fields, String name) {
    var list = fields.list(name);
    var values = new ArrayList<Object>();
    for (int i = 0; i < list.size(); i++) {
      values.add(scalar(fields.path(name) + "[" + i + "]", list.get(i)));
    }
    return values;
  }

  /// A value in the form in which attributes are compared.
  private static Object scalar(String path, @Nullable Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return Objects.requireNonNull(value);
    }
    if (!(value instanceof Number number)) {
      throw new FormException(path, "must be a text, a number, true or false");
    }
    double real = Fields.number(path, number);
    try {
      return new BigDecimal(number.toString()).longValueExact();
    } catch (ArithmeticException _) { // it is not whole, or too large
      return real;
    }
  }

  /// The tree that [#read] reads as `condition`.
  public static Object write(Condition condition) {
    return ConditionTree.of(condition);
  }
}
