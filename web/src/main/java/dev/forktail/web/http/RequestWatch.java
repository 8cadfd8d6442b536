package dev.forktail.web.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Follows the requests of one connection as bytes and as messages, to know how long the client
/// takes: [WebConfig#headTimeout] for the head; for the body [WebConfig#requestTimeout] and what 64
/// KiB/s need, and after 5 s never less than 1 KiB/s. Time in which we do not read does not count.
final class RequestWatch extends ChannelInboundHandlerAdapter {
  private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long NANOS_PER_BYTE_MAX = 1_000_000_000L / 1_024;
  private static final long NANOS_PER_BYTE_FAIR = 1_000_000_000L / (64 << 10);
  private static final byte[] TIMEOUT_ANSWER =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
          .getBytes(US_ASCII);

  private enum Phase {
    IDLE,
    HEAD,
    BODY
  }

  private final long headNanosMax;
  private final long bodyNanosMax;
  private final LongSupplier nanoClock;
  private final Consumer<RequestWatch> closed;
  private Phase phase = Phase.IDLE;
  private long since;
  private long lastLook;
  private long bytes;
  private @Nullable Channel channel;

  RequestWatch(WebConfig config, LongSupplier nanoClock, Consumer<RequestWatch> closed) {
    this.headNanosMax = config.headTimeout().toNanos();
    this.bodyNanosMax = config.requestTimeout().toNanos();
    this.nanoClock = nanoClock;
    this.closed = closed;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (phase == Phase.IDLE) {
      begin(Phase.HEAD);
    } else if (phase == Phase.BODY && message instanceof ByteBuf buffer) {
      bytes += buffer.readableBytes();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closed.accept(this);
    context.fireChannelInactive();
  }

  /// The other half: stands behind the decoder and sees where requests begin and end.
  ChannelHandler decoded() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof LastHttpContent) {
          phase = Phase.IDLE;
        } else if (message instanceof HttpRequest) {
          begin(Phase.BODY);
        }
        context.fireChannelRead(message);
      }
    };
  }

  /// Whether the client has taken longer than it may.
  boolean isLate(long now) {
    if (phase == Phase.IDLE) {
      return false;
    }
    if (channel != null && !channel.config().isAutoRead()) {
      since += now - lastLook;
    }
    lastLook = now;
    long taken = now - since;
    if (phase == Phase.HEAD) {
      return taken > headNanosMax;
    }
    return taken > bodyNanosMax + bytes * NANOS_PER_BYTE_FAIR
        || taken > GRACE_NANOS + bytes * NANOS_PER_BYTE_MAX;
  }

  /// Closes the connection; a client that is still at its head is told why.
  @SuppressWarnings(
      "FutureReturnValueIgnored") // Closing is what follows, whether it was told or not.
  void end() {
    if (channel == null) {
      return;
    }
    if (phase == Phase.BODY) {
      channel.close();
      return;
    }
    var head = channel.pipeline().context(this);
    if (head != null) {
      head.writeAndFlush(Unpooled.wrappedBuffer(TIMEOUT_ANSWER))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void begin(Phase next) {
    phase = next;
    since = nanoClock.getAsLong();
    lastLook = since;
    bytes = 0;
  }
}
