package dev.forktail.assignment.condition;

/// A network: an address and how many of its leading bits all members share.
record Cidr(Address address, long highMask, long lowMask) {
  static Cidr of(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    var address =
        Address.find(host)
            .orElseThrow(() -> new IllegalArgumentException("Not a network: " + text));
    int width = host.indexOf(':') < 0 ? 32 : 128;
    int bits = slash < 0 ? width : bits(text.substring(slash + 1), width, text);
    int shared = bits + 128 - width;
    return new Cidr(address, mask(Math.min(shared, 64)), mask(Math.max(shared - 64, 0)));
  }

  private static int bits(String text, int width, String network) {
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > width) {
      throw new IllegalArgumentException("Not a network: " + network);
    }
    return Integer.parseInt(text);
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  boolean contains(Address other) {
    return ((other.high() ^ address.high()) & highMask) == 0
        && ((other.low() ^ address.low()) & lowMask) == 0;
  }
}
