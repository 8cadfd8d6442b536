package dev.forktail.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.page.Slug;
import dev.forktail.web.experiment.Seal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// Links that show one content of a page to whoever has them, for a while: signed, so that nobody
/// else can make one, or make another of it.
///
/// ```
/// purpose 2 | project 4 | version 8 | expires 8, seconds | slug 1 + n | variant
/// ```
///
/// @param seal what makes them ours
public record PreviewLinks(Seal seal) {
  static final String PARAMETER = "preview";

  private static final byte PURPOSE = 2;
  private static final int HEAD_BYTES = 1 + Integer.BYTES + 2 * Long.BYTES + 1;

  /// What a link shows.
  ///
  /// @param version of the page; 0: whatever visitors see
  /// @param variant empty: what is seen without an arm
  record Preview(
      ProjectId project, Slug slug, long version, Optional<VariantKey> variant, Instant expires) {}

  /// The address of `preview`, from the slash.
  String link(Preview preview) {
    var slug = preview.slug().value().getBytes(UTF_8);
    var variant = preview.variant().map(VariantKey::value).orElse("").getBytes(UTF_8);
    var bytes =
        ByteBuffer.allocate(HEAD_BYTES + slug.length + variant.length)
            .put(PURPOSE)
            .putInt(preview.project().value())
            .putLong(preview.version())
            .putLong(preview.expires().getEpochSecond())
            .put((byte) slug.length)
            .put(slug)
            .put(variant);
    return VisitedPages.BEGINNING
        + preview.slug()
        + "?"
        + PARAMETER
        + "="
        + seal.write(bytes.array());
  }

  /// What the value of the parameter shows; empty when it is not ours, or no more at `now`.
  Optional<Preview> read(String text, Instant now) {
    return seal.read(PURPOSE, text)
        .map(PreviewLinks::preview)
        .filter(preview -> preview.expires().isAfter(now));
  }

  private static Preview preview(byte[] all) {
    var bytes = ByteBuffer.wrap(all, 1, all.length - 1);
    var project = new ProjectId(bytes.getInt());
    long version = bytes.getLong();
    var expires = Instant.ofEpochSecond(bytes.getLong());
    var slug = new byte[bytes.get()];
    bytes.get(slug);
    var variant = new byte[bytes.remaining()];
    bytes.get(variant);
    return new Preview(
        project,
        new Slug(new String(slug, UTF_8)),
        version,
        variant.length == 0
            ? Optional.empty()
            : Optional.of(new VariantKey(new String(variant, UTF_8))),
        expires);
  }
}
