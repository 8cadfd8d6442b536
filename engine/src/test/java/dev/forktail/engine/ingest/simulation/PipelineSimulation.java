package dev.forktail.engine.ingest.simulation;

import dev.forktail.journal.BuggyDisk;
import dev.forktail.journal.Disk;
import dev.forktail.journal.PowerCut;
import dev.forktail.journal.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Journal, lane writers and ledger in one thread against a simulated disk and database, with
/// everything that may go wrong, decided by a seed. What the seed decides once it decides again.
final class PipelineSimulation {
  private static final int ACTIONS = 400;
  private static final int DRAIN_STEPS_MAX = 100_000;

  private final SplittableRandom random;
  private final Bug bug;
  private final FaultyStore store;
  private final Clients clients;
  private final List<Node> paused = new ArrayList<>();
  private SimulatedDisk disk;
  private Node node;
  private int starts;

  private PipelineSimulation(long seed, Bug bug) throws IOException {
    this.random = new SplittableRandom(seed);
    this.bug = bug;
    this.store = new FaultyStore(random.split(), bug);
    this.clients = new Clients(random.split(), bug);
    this.disk = new SimulatedDisk(random.nextLong());
    disk.createDirectory(Node.FOLDER);
    disk.forceDirectory(Node.FOLDER.getRoot());
    this.node = started();
  }

  /// Runs one seed and says what was promised and not kept; empty when all was.
  static List<String> run(long seed, Bug bug) throws IOException {
    var simulation = new PipelineSimulation(seed, bug);
    for (int i = 0; i < ACTIONS; i++) {
      simulation.act();
    }
    simulation.heal();
    return simulation.verdict();
  }

  private void act() throws IOException {
    try {
      int die = random.nextInt(1_000);
      if (die < 400) {
        clients.send(node.buffer());
      } else if (die < 620) {
        node.flush(random.nextInt(2));
      } else if (die < 700) {
        node.prepare(random.nextInt(2));
      } else if (die < 920) {
        node.step(random.nextInt(2));
      } else if (die < 940) {
        stepAPausedOne();
      } else {
        goWrong(random.nextInt(9));
      }
    } catch (PowerCut _) {
      comeBackAfterPowerCut();
    }
  }

  private void goWrong(int how) throws IOException {
    switch (how) {
      case 0 -> node = started();
      case 1 -> comeBackAfterPowerCut();
      case 2 -> disk.cutPowerAt(disk.operations() + random.nextInt(20));
      case 3 -> pause();
      case 4 -> store.fail(random.nextDouble());
      case 5 -> store.fail(0);
      case 6 -> disk.failForces(random.nextDouble() / 2);
      case 7 -> disk.failWrites(random.nextDouble() / 4);
      default -> disk.heal();
    }
  }

  /// The process is stopped for a while, and another takes its place before it goes on.
  private void pause() throws IOException {
    paused.add(node);
    node = started();
  }

  private void stepAPausedOne() {
    if (!paused.isEmpty()) {
      paused.get(random.nextInt(paused.size())).step(random.nextInt(2));
    }
  }

  private void comeBackAfterPowerCut() throws IOException {
    paused.clear();
    disk = disk.crash();
    node = started();
  }

  /// A new process; a disk that fails while it starts is healed, as a person would.
  private Node started() throws IOException {
    starts++;
    try {
      return new Node(mounted(), store, random);
    } catch (IOException | UncheckedIOException _) {
      disk.heal();
      return new Node(mounted(), store, random);
    } catch (PowerCut _) {
      disk = disk.crash();
      return new Node(mounted(), store, random);
    }
  }

  private Disk mounted() {
    return bug.ofDisk() == null ? disk : new BuggyDisk(disk, bug.ofDisk());
  }

  /// Faults stop, the process starts once more, and everything must come to rest.
  private void heal() throws IOException {
    paused.clear();
    store.fail(0);
    disk = disk.crash();
    node = started();
  }

  private List<String> verdict() {
    var broken = new ArrayList<String>();
    if (!node.drain(DRAIN_STEPS_MAX)) {
      broken.add("not drained after " + DRAIN_STEPS_MAX + " steps and " + starts + " starts");
    }
    new TreeMap<>(clients.acknowledged())
        .forEach(
            (id, times) -> {
              if (store.committed(id) < times) {
                broken.add(
                    "lost: " + id + " acknowledged=" + times + " stored=" + store.committed(id));
              }
            });
    new TreeMap<>(store.committed())
        .forEach(
            (id, times) -> {
              if (times > clients.sent().getOrDefault(id, 0)) {
                broken.add("doubled or never sent: " + id + " stored=" + times);
              }
            });
    return broken;
  }
}
