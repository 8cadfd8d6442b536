package dev.forktail.web.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CookieSealTest {
  private static final byte[] OLD = "the secret of last year".getBytes(UTF_8);
  private static final byte[] NEW = "the secret of this year".getBytes(UTF_8);
  private static final UUID VISITOR = UUID.fromString("0190a6f0-1111-7222-8333-444455556666");
  private static final int COOKIE_BYTES_MAX = 4_096;

  private final CookieSeal seal = new CookieSeal(List.of(NEW));
  private final ArmMemory memory =
      new ArmMemory(VISITOR, Map.of((1L << 48) - 1, 0xFFFF, 0L, 0, 5L, 7));
  private final String text = seal.write(memory);

  @Test
  void whatWasWrittenIsRead() {
    assertThat(seal.read(text)).contains(memory);
    assertThat(seal.read(seal.write(ArmMemory.of(VISITOR)))).contains(ArmMemory.of(VISITOR));
  }

  @Test
  void noBitOfItCanBeFlipped() {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(seal.read(Base64.getUrlEncoder().withoutPadding().encodeToString(flipped)))
          .as("bit %d", bit)
          .isEmpty();
    }
    byte[] characters = text.getBytes(UTF_8);
    for (int bit = 0; bit < characters.length * 8; bit++) {
      byte[] flipped = characters.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(seal.read(new String(flipped, UTF_8))).as("bit %d of the text", bit).isEmpty();
    }
  }

  @Test
  void noPartOfItIsBelieved() {
    for (int length = 0; length < text.length(); length++) {
      assertThat(seal.read(text.substring(0, length))).isEmpty();
      assertThat(seal.read(text.substring(text.length() - length))).isEmpty();
    }
  }

  @Test
  void noTwoBytesCanChangePlaces() {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    for (int i = 1; i < bytes.length; i++) {
      byte[] swapped = bytes.clone();
      swapped[i] = bytes[i - 1];
      swapped[i - 1] = bytes[i];
      if (bytes[i] != bytes[i - 1]) {
        assertThat(seal.read(Base64.getUrlEncoder().withoutPadding().encodeToString(swapped)))
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AQ", "=", "ä", "%00", "null", "1.2.3", "\"\""})
  void whatIsNotOursIsNotBelieved(String value) {
    assertThat(seal.read(value)).isEmpty();
  }

  @Test
  void whatIsDoubledOrTooLongIsNotBelieved() {
    assertThat(seal.read(text + text)).isEmpty();
    assertThat(seal.read(text.repeat(1_000))).isEmpty();
    assertThat(seal.read("A".repeat(1 << 20))).isEmpty();
  }

  @Test
  void aSecretIsReplacedByPuttingTheNewOneInFront() {
    var before = new CookieSeal(List.of(OLD)).write(memory);
    var rotating = new CookieSeal(List.of(NEW, OLD));

    assertThat(rotating.read(before)).contains(memory);
    assertThat(rotating.write(memory)).isEqualTo(text);
    assertThat(seal.read(before)).isEmpty();
  }

  @Test
  void asManyArmsAsThereCanBeFitACookie() {
    var arms = new LinkedHashMap<Long, Integer>();
    for (long i = 0; i < ArmMemory.ARMS_MAX; i++) {
      arms.put(i, 1);
    }
    var full = new ArmMemory(VISITOR, arms);

    assertThat(seal.write(full)).hasSizeLessThan(COOKIE_BYTES_MAX - 200);
    assertThat(seal.read(seal.write(full))).contains(full);
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatThrownBy(() -> new CookieSeal(List.of(new byte[15])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CookieSeal(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
