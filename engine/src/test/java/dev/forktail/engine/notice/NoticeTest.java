package dev.forktail.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeTest {
  @Test
  void aNoticeOutlivesItsText() {
    var notice = OutboxContract.notice(3);

    assertThat(NoticeJson.read(NoticeJson.write(notice))).isEqualTo(notice);
  }

  @Test
  void aSubjectCannotBringHeadersAlong() {
    assertThatThrownBy(
            () ->
                new Notice(
                    new UUID(0, 0),
                    Instant.EPOCH,
                    Topic.TEST,
                    new ProjectId(1),
                    null,
                    "Hello\r\nBcc: everybody@example.com",
                    "",
                    Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
