package dev.forktail.app.realevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event of the GitHub Archive: somebody pushed, opened an issue, starred a repository.
public final class GitHubEvent {
  private static final JsonFactory JSON = new JsonFactory();

  private final String id;
  private final String type;
  private final String actor;
  private final Instant createdAt;
  private final byte[] json;

  private GitHubEvent(String id, String type, String actor, Instant createdAt, byte[] json) {
    this.id = id;
    this.type = type;
    this.actor = actor;
    this.createdAt = createdAt;
    this.json = json;
  }

  /// The event in `line`, in which nested parts may stand as strings of JSON: they are unfolded to
  /// what GitHub sends.
  ///
  /// @throws IOException when it is no such event
  public static GitHubEvent parse(String line) throws IOException {
    var unfolding = new Unfolding();
    try (var parser = JSON.createParser(line);
        var generator = JSON.createGenerator(unfolding.out)) {
      unfolding.copy(parser, generator);
    }
    return unfolding.event();
  }

  public String id() {
    return id;
  }

  /// `PushEvent`, `IssuesEvent`, …
  public String type() {
    return type;
  }

  /// The login of who did it.
  public String actor() {
    return actor;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /// The whole event as GitHub sends it, in UTF-8.
  public byte[] json() {
    return json.clone();
  }

  /// The event in Segment's form: tracked under its type, done by its actor, everything it says as
  /// properties.
  public byte[] toTrack(String messageId, Instant timestamp) {
    var out = new ByteArrayOutputStream(json.length + 256);
    try (var generator = JSON.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeStringField("messageId", messageId);
      generator.writeStringField("timestamp", timestamp.toString());
      generator.writeStringField("type", "track");
      generator.writeStringField("event", type);
      generator.writeStringField("userId", actor);
      generator.writeFieldName("properties");
      generator.writeRawValue(new String(json, UTF_8));
      generator.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  /// One walk through an event.
  private static final class Unfolding {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(2_048);
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String actor;
    private @Nullable String createdAt;

    void copy(JsonParser parser, JsonGenerator generator) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("Not a JSON object");
      }
      generator.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        generator.writeFieldName(name);
        parser.nextToken();
        copyValue(name, parser, generator);
      }
      generator.writeEndObject();
    }

    GitHubEvent event() throws IOException {
      if (id == null || type == null || actor == null || createdAt == null) {
        throw new IOException("No id, type, actor or created_at: " + out.toString(UTF_8));
      }
      return new GitHubEvent(id, type, actor, Instant.parse(createdAt), out.toByteArray());
    }

    private void copyValue(String name, JsonParser parser, JsonGenerator generator)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        generator.copyCurrentStructure(parser);
        return;
      }
      String text = parser.getText();
      switch (name) {
        case "id" -> id = text;
        case "type" -> type = text;
        case "created_at" -> createdAt = text;
        case "actor" -> actor = login(text);
        default -> {}
      }
      if (text.startsWith("{")) {
        copyFolded(text, generator);
        return;
      }
      generator.writeString(text);
    }

    private static void copyFolded(String text, JsonGenerator generator) throws IOException {
      try (var parser = JSON.createParser(text)) {
        parser.nextToken();
        generator.copyCurrentStructure(parser);
      }
    }

    private static @Nullable String login(String text) throws IOException {
      try (var parser = JSON.createParser(text)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          if (name.equals("login")) {
            return parser.getText();
          }
          parser.skipChildren();
        }
      }
      return null;
    }
  }
}
