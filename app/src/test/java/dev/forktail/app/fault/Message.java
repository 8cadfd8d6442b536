package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A message of PostgreSQL's protocol, version 3.
final class Message {
  private static final int LENGTH_MAX = 256 << 20;

  private final int type;
  private final byte[] content;

  private Message(int type, byte[] content) {
    this.type = type;
    this.content = content;
  }

  /// 0: the first message of a client, which has no type.
  int type() {
    return type;
  }

  static Message readStart(DataInputStream from) throws IOException {
    return new Message(0, content(from));
  }

  static Message read(DataInputStream from) throws IOException {
    return new Message(from.readUnsignedByte(), content(from));
  }

  private static byte[] content(DataInputStream from) throws IOException {
    int length = from.readInt() - Integer.BYTES;
    if (length < 0 || length > LENGTH_MAX) {
      throw new IOException("Not a message of PostgreSQL: " + length + " bytes");
    }
    var content = new byte[length];
    from.readFully(content);
    return content;
  }

  void writeTo(DataOutputStream to) throws IOException {
    if (type != 0) {
      to.writeByte(type);
    }
    to.writeInt(content.length + Integer.BYTES);
    to.write(content);
  }

  boolean isSync() {
    return type == 'S' || type == 'Q';
  }

  /// Whether this is the answer that a statement with this tag is done.
  boolean completes(String tag) {
    return type == 'C' && text(0).startsWith(tag);
  }

  /// The first `count` texts in it, each of which ends with a zero.
  List<String> texts(int count) {
    var texts = new ArrayList<String>();
    for (int start = 0; texts.size() < count; start += texts.getLast().getBytes(UTF_8).length + 1) {
      texts.add(text(start));
    }
    return texts;
  }

  private String text(int start) {
    int end = start;
    while (end < content.length && content[end] != 0) {
      end++;
    }
    return new String(content, start, end - start, UTF_8);
  }
}
