package dev.forktail.engine.result.live;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records of units as bytes: a version, namings, members. Numbers are variable-length, facts as
/// differences from the one before.
public final class UnitRecordCodec {
  private static final int VERSION = 1;

  /// Of a unit that is forgotten nothing follows.
  private static final int FORGOTTEN = 2;

  private UnitRecordCodec() {}

  public static byte[] encode(UnitRecord record) {
    if (record.isForgotten()) {
      return new byte[] {FORGOTTEN};
    }
    var bytes = new ByteArrayOutputStream(256);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      writeNamings(out, record.namings());
      Numbers.write(out, record.members().size());
      for (var member : record.members()) {
        writeMember(out, member);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeNamings(DataOutputStream out, List<Naming> namings) throws IOException {
    Numbers.write(out, namings.size());
    for (var naming : namings) {
      writeKey(out, naming.user());
      out.writeUTF(naming.userId());
      Numbers.write(out, naming.firstMicros());
      Numbers.write(out, naming.firstSlice());
    }
  }

  private static void writeMember(DataOutputStream out, Member member) throws IOException {
    writeKey(out, member.id());
    out.writeLong(member.joinedSlice());
    Numbers.write(out, member.seen().size());
    for (var seen : member.seen()) {
      Numbers.write(out, seen.run());
      Numbers.write(out, seen.arm());
      Numbers.write(out, seen.firstMicros());
      Numbers.write(out, seen.firstSlice());
      for (var value : seen.dimensions()) {
        out.writeUTF(value == null ? "" : value);
      }
    }
    writeFacts(out, member.facts());
  }

  private static void writeFacts(DataOutputStream out, List<Fact> facts) throws IOException {
    Numbers.write(out, facts.size());
    long micros = 0;
    long slice = 0;
    for (var fact : facts) {
      Numbers.write(out, fact.track());
      Numbers.write(out, fact.occurredMicros() - micros);
      Numbers.write(out, fact.slice() - slice);
      Numbers.write(out, fact.value());
      micros = fact.occurredMicros();
      slice = fact.slice();
    }
  }

  private static void writeKey(DataOutputStream out, UnitKey key) throws IOException {
    out.writeLong(key.high());
    out.writeLong(key.low());
  }

  /// The record under `key` that `bytes` are.
  ///
  /// @throws IllegalArgumentException when they are none
  public static UnitRecord decode(UnitKey key, byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version == FORGOTTEN) {
        return UnitRecord.forgotten(key);
      }
      if (version != VERSION) {
        throw new IllegalArgumentException("A record of a unit has the version " + version);
      }
      var namings = readNamings(in);
      int size = Numbers.readInt(in);
      var members = new ArrayList<Member>(size);
      for (int i = 0; i < size; i++) {
        members.add(readMember(in));
      }
      return new UnitRecord(key, namings, members);
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a record of a unit: bytes=" + bytes.length, e);
    }
  }

  private static List<Naming> readNamings(DataInputStream in) throws IOException {
    int size = Numbers.readInt(in);
    var namings = new ArrayList<Naming>(size);
    for (int i = 0; i < size; i++) {
      namings.add(new Naming(readKey(in), in.readUTF(), Numbers.read(in), Numbers.read(in)));
    }
    return namings;
  }

  private static Member readMember(DataInputStream in) throws IOException {
    var id = readKey(in);
    long joined = in.readLong();
    int size = Numbers.readInt(in);
    var seen = new ArrayList<Seen>(size);
    for (int i = 0; i < size; i++) {
      seen.add(
          new Seen(
              Numbers.readInt(in),
              Numbers.readInt(in),
              Numbers.read(in),
              Numbers.read(in),
              readDimensions(in)));
    }
    return new Member(id, joined, seen, readFacts(in));
  }

  private static List<@Nullable String> readDimensions(DataInputStream in) throws IOException {
    var values = new ArrayList<@Nullable String>(Dimensions.NAMES.size());
    for (int i = 0; i < Dimensions.NAMES.size(); i++) {
      var text = in.readUTF();
      values.add(text.isEmpty() ? null : text);
    }
    return values;
  }

  private static List<Fact> readFacts(DataInputStream in) throws IOException {
    int size = Numbers.readInt(in);
    var facts = new ArrayList<Fact>(size);
    long micros = 0;
    long slice = 0;
    for (int i = 0; i < size; i++) {
      int track = Numbers.readInt(in);
      micros += Numbers.read(in);
      slice += Numbers.read(in);
      facts.add(new Fact(track, micros, slice, Numbers.read(in)));
    }
    return facts;
  }

  private static UnitKey readKey(DataInputStream in) throws IOException {
    return new UnitKey(in.readLong(), in.readLong());
  }
}
