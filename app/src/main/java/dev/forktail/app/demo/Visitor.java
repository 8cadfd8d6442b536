package dev.forktail.app.demo;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Somebody, or something, that comes to the shop again and again from the same device.
///
/// @param number also the number of the account
/// @param member whether they have an account, to which they log in on the way
record Visitor(
    int number, UUID anonymousId, boolean bot, boolean member, Place place, Device device) {
  private static final int BOTS_PERCENT = 4;
  private static final int MEMBERS_PERCENT = 45;

  /// A browser.
  record Device(String userAgent, int width, int height, boolean mobile) {}

  private static final String CHROMIUM = "AppleWebKit/537.36 (KHTML, like Gecko) ";
  private static final String WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko) ";
  private static final List<Device> DEVICES =
      List.of(
          device(
              "Windows NT 10.0; Win64; x64",
              CHROMIUM + "Chrome/141.0.0.0 Safari/537.36",
              1_920,
              1_080),
          device(
              "Windows NT 10.0; Win64; x64",
              CHROMIUM + "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
              1_536,
              864),
          device(
              "Macintosh; Intel Mac OS X 10_15_7",
              WEBKIT + "Version/26.0 Safari/605.1.15",
              1_470,
              956),
          device("X11; Linux x86_64; rv:144.0", "Gecko/20100101 Firefox/144.0", 1_920, 1_200),
          phone(
              "iPhone; CPU iPhone OS 18_6 like Mac OS X",
              WEBKIT + "Version/18.6 Mobile/15E148 Safari/604.1",
              393,
              852),
          phone(
              "Linux; Android 10; K", CHROMIUM + "Chrome/141.0.0.0 Mobile Safari/537.36", 412, 915),
          phone(
              "Linux; Android 15; SM-S931B",
              CHROMIUM + "Chrome/140.0.0.0 Mobile Safari/537.36",
              360,
              780));
  private static final List<Device> CRAWLERS =
      List.of(
          new Device(
              "Mozilla/5.0 (compatible; ExampleBot/2.1; +http://bot.example/about)", 0, 0, false),
          new Device("python-requests/2.32.5", 0, 0, false));

  /// Visitor `number` of the shop with this seed: always the same one.
  static Visitor of(int number, long seed) {
    RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
    var anonymousId = new UUID(random.nextLong(), random.nextLong());
    boolean bot = random.nextInt(100) < BOTS_PERCENT;
    boolean member = !bot && random.nextInt(100) < MEMBERS_PERCENT;
    var devices = bot ? CRAWLERS : DEVICES;
    var device = devices.get(random.nextInt(devices.size()));
    return new Visitor(number, anonymousId, bot, member, Place.draw(random), device);
  }

  /// One of those that are set aside for examples.
  String address() {
    return "203.0.113." + (1 + number % 254);
  }

  String userId() {
    return "user-" + number;
  }

  String email() {
    return "user" + number + "@shop.example";
  }

  private static Device device(String system, String browser, int width, int height) {
    return new Device("Mozilla/5.0 (" + system + ") " + browser, width, height, false);
  }

  private static Device phone(String system, String browser, int width, int height) {
    return new Device("Mozilla/5.0 (" + system + ") " + browser, width, height, true);
  }
}
