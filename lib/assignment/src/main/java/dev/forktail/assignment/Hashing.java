package dev.forktail.assignment;

import dev.forktail.assignment.hash.Hasher;
import java.util.Map;

/// Which formula hashes an experiment's units, and with which salts; those not given are made of
/// the experiment's key.
public record Hashing(Hasher hasher, Map<String, String> salts) {
  public static final Hashing DEFAULT = new Hashing(Hasher.FORKTAIL_V1, Map.of());

  public Hashing {
    salts = Map.copyOf(salts);
    for (var name : salts.keySet()) {
      if (!hasher.salts().contains(name)) {
        throw new IllegalArgumentException(
            "Hasher " + hasher.key() + " has no salt " + name + ", but " + hasher.salts());
      }
    }
  }
}
