package dev.forktail.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.live.LiveState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveChannelTest {
  private static final Duration BEAT = Duration.ofMillis(500);

  private LiveState state = LiveStates.untouched(LiveStates.NOON);
  private long nanos;
  private final Screen screen = new Screen();
  private final LiveChannel channel =
      new LiveChannel(new ProjectId(1), _ -> state, new LiveTemplates(), () -> nanos);

  @Test
  void whoComesLaterIsShownTheLatestAtOnce() {
    channel.refresh();

    channel.add(screen);

    assertThat(screen.shown).hasSize(1);
  }

  @Test
  void whoHasLeftIsShownNothing() {
    channel.add(screen);
    assertThat(channel.isWatched()).isTrue();
    assertThat(channel.remove(screen)).isTrue();
    assertThat(channel.remove(screen)).as("left before").isFalse();

    channel.refresh();

    assertThat(channel.isWatched()).isFalse();
    assertThat(screen.shown).isEmpty();
  }

  @Test
  void newsAfterAQuietBeatAreWantedOnce() {
    channel.add(screen);
    channel.refresh();
    nanos += BEAT.toNanos();

    assertThat(channel.wantsNews(BEAT)).isTrue();
    assertThat(channel.wantsNews(BEAT)).as("asked again before the page is made").isFalse();

    channel.refresh();
    nanos += BEAT.toNanos();
    assertThat(channel.wantsNews(BEAT)).isTrue();
  }

  @Test
  void whileRowsComeWithEveryBeatTheyKeepToTheBeat() {
    channel.add(screen);
    nanos += BEAT.toNanos();
    state = LiveStates.withNewest(LiveStates.NOON, "a", "b", "c");
    channel.refresh();
    nanos += BEAT.toNanos() - 1;

    assertThat(channel.wantsNews(BEAT)).isFalse();
  }

  @Test
  void newsAreNotWantedWhileNobodyLooks() {
    nanos += BEAT.toNanos();

    assertThat(channel.wantsNews(BEAT)).isFalse();
  }

  @Test
  void onlyWhatChangedIsInTheDifference() {
    channel.add(screen);
    channel.refresh();
    state = LiveStates.withNewest(LiveStates.NOON, "a", "b", "c");
    channel.refresh();

    var changed = screen.shown.get(1).changedSince(screen.shown.get(0));

    assertThat(changed).containsKeys("newest", "top", "accounts");
    assertThat(screen.shown.get(1).changedSince(screen.shown.get(1))).isEmpty();
  }

  /// A viewer that remembers what it was shown.
  private static final class Screen implements Viewer {
    private final List<Snapshot> shown = new ArrayList<>();

    @Override
    public void show(Snapshot snapshot) {
      shown.add(snapshot);
    }

    @Override
    public void end() {}
  }
}
