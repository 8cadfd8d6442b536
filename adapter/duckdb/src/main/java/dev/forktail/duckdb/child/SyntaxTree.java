package dev.forktail.duckdb.child;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.forktail.engine.query.SqlVerdict.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tree that DuckDB's own parser makes of a statement, as maps, lists and texts. Nulls, numbers
/// and truth values are texts, too.
final class SyntaxTree {
  private static final JsonFactory JSON = new JsonFactory();

  private SyntaxTree() {}

  /// The root of the one statement in `sql`.
  ///
  /// @throws RefusedException when it is not one SELECT
  static Map<?, ?> of(String sql, Database database) throws SQLException {
    String json =
        database
            .rows("SELECT json_serialize_sql(" + Sql.text(sql) + ")", row -> row.getString(1))
            .getFirst();
    var answer = parse(json);
    if ("true".equals(answer.get("error"))) {
      boolean syntax = "parser".equals(answer.get("error_type"));
      throw new RefusedException(
          syntax ? Reason.SYNTAX : Reason.STATEMENT,
          syntax
              ? "The statement cannot be parsed: " + answer.get("error_message")
              : "Only one SELECT statement is allowed, also with WITH");
    }
    if (answer.get("statements") instanceof List<?> statements
        && statements.size() == 1
        && statements.getFirst() instanceof Map<?, ?> root) {
      return root;
    }
    throw new RefusedException(
        Reason.STATEMENT, "Exactly one SELECT statement is allowed, also with WITH");
  }

  /// A name in the tree, in small letters; empty when it is none.
  static String name(@Nullable Object node) {
    return node instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
  }

  /// Whether this is where a statement reads the table of that name.
  static boolean isTable(Map<?, ?> node, String table) {
    return "BASE_TABLE".equals(node.get("type")) && table.equals(name(node.get("table_name")));
  }

  private static Map<?, ?> parse(String json) {
    try (var parser = JSON.createParser(json)) {
      parser.nextToken();
      return map(parser);
    } catch (StreamConstraintsException _) {
      throw new RefusedException(
          Reason.TOO_LARGE, "The statement is nested too deeply; take it apart");
    } catch (IOException e) {
      throw new IllegalStateException("DuckDB's tree is no JSON: " + e.getMessage(), e);
    }
  }

  private static Map<?, ?> map(JsonParser parser) throws IOException {
    var map = new LinkedHashMap<String, Object>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      map.put(name, value(parser));
    }
    return map;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(parser);
      case START_ARRAY -> {
        var list = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      default -> parser.getText();
    };
  }
}
