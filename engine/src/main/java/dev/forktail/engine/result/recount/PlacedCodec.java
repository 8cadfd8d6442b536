package dev.forktail.engine.result.recount;

import dev.forktail.engine.result.live.Dimensions;
import dev.forktail.engine.result.live.Fact;
import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.Place;
import dev.forktail.engine.result.live.UnitKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Placed observations as bytes, one behind the other.
final class PlacedCodec {
  private static final int EXPOSED = 0;
  private static final int COUNTED = 1;
  private static final int NAMED = 2;
  private static final int KINDS = 4;

  private PlacedCodec() {}

  static void write(DataOutputStream out, Placed placed) throws IOException {
    var place = placed.place();
    int kind =
        switch (placed.observation()) {
          case Observation.Exposed _ -> EXPOSED;
          case Observation.Counted _ -> COUNTED;
          case Observation.Named _ -> NAMED;
        };
    out.writeByte(place.isOwn() ? kind : KINDS + kind);
    writeKey(out, place.member());
    if (!place.isOwn()) {
      writeKey(out, place.unit());
      out.writeLong(place.since());
    }
    write(out, placed.observation());
  }

  private static void write(DataOutputStream out, Observation observation) throws IOException {
    switch (observation) {
      case Observation.Exposed(_, var run, var arm, var micros, var slice, var dimensions) -> {
        out.writeInt(run);
        out.writeInt(arm);
        out.writeLong(micros);
        out.writeLong(slice);
        for (var value : dimensions) {
          out.writeUTF(value == null ? "" : value);
        }
      }
      case Observation.Counted(_, Fact(var track, var micros, var slice, var value)) -> {
        out.writeInt(track);
        out.writeLong(micros);
        out.writeLong(slice);
        out.writeLong(value);
      }
      case Observation.Named(_, var user, var userId, var micros, var slice) -> {
        writeKey(out, user);
        out.writeUTF(userId);
        out.writeLong(micros);
        out.writeLong(slice);
      }
    }
  }

  /// The next one; null when there is none.
  static @Nullable Placed read(DataInputStream in) throws IOException {
    int kind = in.read();
    if (kind < 0) {
      return null;
    }
    var member = readKey(in);
    var place = kind < KINDS ? Place.own(member) : new Place(readKey(in), member, in.readLong());
    return new Placed(place, read(in, kind % KINDS, member));
  }

  private static Observation read(DataInputStream in, int kind, UnitKey member) throws IOException {
    return switch (kind) {
      case EXPOSED ->
          new Observation.Exposed(
              member, in.readInt(), in.readInt(), in.readLong(), in.readLong(), dimensions(in));
      case COUNTED ->
          new Observation.Counted(
              member, new Fact(in.readInt(), in.readLong(), in.readLong(), in.readLong()));
      case NAMED ->
          new Observation.Named(member, readKey(in), in.readUTF(), in.readLong(), in.readLong());
      default -> throw new IOException("Not an observation: kind=" + kind);
    };
  }

  private static List<@Nullable String> dimensions(DataInputStream in) throws IOException {
    var values = new ArrayList<@Nullable String>(Dimensions.NAMES.size());
    for (int i = 0; i < Dimensions.NAMES.size(); i++) {
      var value = in.readUTF();
      values.add(value.isEmpty() ? null : value);
    }
    return values;
  }

  private static void writeKey(DataOutputStream out, UnitKey key) throws IOException {
    out.writeLong(key.high());
    out.writeLong(key.low());
  }

  private static UnitKey readKey(DataInputStream in) throws IOException {
    return new UnitKey(in.readLong(), in.readLong());
  }
}
