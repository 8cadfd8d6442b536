package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Puts the `context` and `integrations` of a batch into one of its events: each field that the
/// event's own object does not have. Cuts and joins bytes; what the event says itself stays as it
/// was sent.
final class EnvelopeMerge {
  private final byte[] body;
  private final EventDraft draft;
  private final List<Edit> edits = new ArrayList<>(2);

  private EnvelopeMerge(byte[] body, EventDraft draft) {
    this.body = body;
    this.draft = draft;
  }

  /// The event's bytes with what it takes from the envelope.
  static byte[] of(byte[] body, EventDraft envelope, EventDraft draft) {
    var merge = new EnvelopeMerge(body, draft);
    try {
      merge.add("context", envelope.context, draft.context);
      merge.add("integrations", envelope.integrations, draft.integrations);
    } catch (IOException e) {
      throw new UncheckedIOException("An array cannot be read", e);
    }
    return merge.apply();
  }

  private void add(String name, EventDraft.Span common, EventDraft.Span own) throws IOException {
    if (!common.isPresent() || body[common.start] != '{') {
      return;
    }
    if (!own.isPresent()) {
      var text = new ByteArrayOutputStream(common.size() + 20);
      text.writeBytes((",\"" + name + "\":").getBytes(US_ASCII));
      text.write(body, common.start, common.size());
      edits.add(new Edit(draft.whole.end - 1, draft.whole.end - 1, text.toByteArray()));
    } else if (body[own.start] == '{') {
      edits.add(new Edit(own.start + 1, own.start + 1, missing(common, own)));
    } else if (body[own.start] == 'n') {
      var text = new ByteArrayOutputStream(common.size());
      text.write(body, common.start, common.size());
      edits.add(new Edit(own.start, own.end, text.toByteArray()));
    }
  }

  /// The fields of `common` that `own` lacks, each with a comma behind it where one is needed.
  private byte[] missing(EventDraft.Span common, EventDraft.Span own) throws IOException {
    Set<String> names = names(own);
    var text = new ByteArrayOutputStream(common.size());
    try (JsonParser json = StrictJson.parser(body, common.start, common.size())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        int start = common.start + (int) json.currentTokenLocation().getByteOffset();
        boolean absent = !names.contains(json.currentName());
        json.nextToken();
        json.skipChildren();
        json.finishToken();
        int end = common.start + (int) json.currentLocation().getByteOffset();
        if (absent) {
          if (text.size() > 0) {
            text.write(',');
          }
          text.write(body, start, end - start);
        }
      }
    }
    if (text.size() > 0 && !names.isEmpty()) {
      text.write(',');
    }
    return text.toByteArray();
  }

  private Set<String> names(EventDraft.Span object) throws IOException {
    var names = new HashSet<String>();
    try (JsonParser json = StrictJson.parser(body, object.start, object.size())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        names.add(json.currentName());
        json.nextToken();
        json.skipChildren();
      }
    }
    return names;
  }

  private byte[] apply() {
    edits.sort(Comparator.comparingInt(edit -> edit.from));
    var out = new ByteArrayOutputStream(draft.whole.size() + 512);
    int at = draft.whole.start;
    for (var edit : edits) {
      out.write(body, at, edit.from - at);
      out.writeBytes(edit.text);
      at = edit.to;
    }
    out.write(body, at, draft.whole.end - at);
    return out.toByteArray();
  }

  /// What stands at `from..to` becomes `text`.
  private static final class Edit {
    private final int from;
    private final int to;
    private final byte[] text;

    Edit(int from, int to, byte[] text) {
      this.from = from;
      this.to = to;
      this.text = text;
    }
  }
}
