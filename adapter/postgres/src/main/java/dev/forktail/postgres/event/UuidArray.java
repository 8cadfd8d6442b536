package dev.forktail.postgres.event;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/// Message hashes as one parameter of type `uuid[]`, in binary.
final class UuidArray extends PGobject implements PGBinaryObject {
  private static final long serialVersionUID = 1L;
  private static final int UUID_OID = 2950;
  private static final int HEAD_BYTES = 20;
  private static final int ELEMENT_BYTES = 20;

  private final transient List<MessageHash> hashes;

  UuidArray(List<MessageHash> hashes) {
    this.hashes = List.copyOf(hashes);
    setType("_uuid");
  }

  @Override
  public int lengthInBytes() {
    return HEAD_BYTES + ELEMENT_BYTES * hashes.size();
  }

  @Override
  public void toBytes(byte[] bytes, int offset) {
    var out = ByteBuffer.wrap(bytes, offset, lengthInBytes());
    out.putInt(1).putInt(0).putInt(UUID_OID).putInt(hashes.size()).putInt(1);
    for (var hash : hashes) {
      out.putInt(16).putLong(hash.high()).putLong(hash.low());
    }
  }

  /// The same as text, for a url that turns binary transfer off.
  @Override
  public String getValue() {
    return hashes.stream()
        .map(hash -> hash.uuid().toString())
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("It is only sent");
  }
}
