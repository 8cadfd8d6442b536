// Forktail in a browser: what visitors do, and which variants they see. See docs/guide/browser-sdk.md.
//
// An event has its message id from the beginning and is kept until the server has acknowledged it, over
// failures, closed pages and restarts; sent twice, it counts once.

const VERSION = "0.1.0";
const PREFIX = "forktail.";
const QUEUE = PREFIX + "queue.";
const EVENTS_MAX = 1000;
const BATCH_MAX = 100;
const BYTES_MAX = 60000; // what browsers send for a page that is gone
const RETRY_MILLIS_MAX = 60000;

/**
 * @param {object} options
 * @param {string} options.key a write key
 * @param {string} [options.host] where Forktail is; by default where this module comes from
 * @param {boolean} [options.consent] true: nothing is stored or sent before `consent(true)`
 * @param {object} [options.bootstrap] the server's answer to `POST /v1/assign`, for this visitor
 * @param {string} [options.anonymousId] an id that the page has already given its visitor
 * @param {number} [options.delay] for how many milliseconds events are gathered
 * @param {number} [options.timeout] for how many milliseconds a variant is waited for
 */
export function forktail(options) {
  const { key, delay = 300, timeout = 1000 } = options;
  const host = options.host ?? new URL(import.meta.url).origin;
  const queue = QUEUE + random();
  const seen = new Set();
  const flying = new Set();
  const memory = {};
  let events = [];
  let arms = armsOf(options.bootstrap, true);
  let asked, timer, user;
  let failures = 0;
  let retryAt = 0;
  let kept = false;

  if (isAllowed()) adopt();
  addEventListener("pagehide", leave);
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  addEventListener("online", () => plan(0));

  // Storage, which may be forbidden: then things are remembered as long as the page is.

  function storage(action) {
    try {
      return action(localStorage);
    } catch {
      return null;
    }
  }

  function read(name) {
    const found = storage((all) => [all.getItem(PREFIX + name)]) ?? [memory[name]];
    return found[0];
  }

  function write(name, value) {
    memory[name] = value;
    storage((all) => all.setItem(PREFIX + name, value));
  }

  function forget(name) {
    delete memory[name];
    storage((all) => all.removeItem(PREFIX + name));
  }

  function isAllowed() {
    const consent = read("consent");
    return options.consent ? consent === "granted" : consent !== "denied";
  }

  function anonymousId() {
    const given = options.anonymousId;
    if (given ? read("id") !== given : !read("id")) write("id", given ?? random());
    return read("id");
  }

  // Events

  function add(type, fields) {
    if (read("consent") === "denied") return;
    const { href: url, pathname: path, search } = location;
    events.push({
      type,
      messageId: random(),
      timestamp: new Date().toISOString(),
      userId: read("user") ?? user,
      ...fields,
      context: { page: { url, path, search, title: document.title, referrer: document.referrer } },
    });
    events.splice(0, events.length - EVENTS_MAX);
    plan(events.length < BATCH_MAX ? delay : 0);
  }

  function plan(millis) {
    if (!events.length || !isAllowed()) return;
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(millis, retryAt - Date.now()));
  }

  // The server may know the visitor by its cookie, so an id of our own waits for its answer.
  async function send() {
    if (!read("id")) await asked;
    if (isAllowed() && !flying.size) deliver();
  }

  function stamp() {
    for (const event of events) event.anonymousId ??= anonymousId();
  }

  async function deliver() {
    stamp();
    const batch = [];
    let bytes = 0;
    for (const event of events) {
      if (flying.has(event) || batch.length === BATCH_MAX) continue;
      bytes += new Blob([JSON.stringify(event)]).size + 1;
      if (batch.length && bytes > BYTES_MAX) break;
      batch.push(event);
    }
    if (!batch.length) return;
    for (const event of batch) flying.add(event);
    const context = {
      library: { name: "forktail.js", version: VERSION },
      locale: navigator.language,
      screen: { width: screen.width, height: screen.height },
    };
    const body = JSON.stringify({ writeKey: key, sentAt: new Date().toISOString(), context, batch });
    const reply = await post(body, bytes < BYTES_MAX);
    for (const event of batch) flying.delete(event);
    settle(batch, reply);
  }

  // As text, so that no browser asks beforehand whether it may.
  async function post(body, keepalive) {
    try {
      return await fetch(host + "/v1/batch", {
        method: "POST",
        body,
        keepalive,
        credentials: "omit",
        headers: { "Content-Type": "text/plain" },
      });
    } catch {
      return null;
    }
  }

  function settle(batch, reply) {
    const again = !reply || reply.status >= 500 || reply.status === 429 || reply.status === 408;
    if (again) {
      const backoff = Math.min(2 ** failures++ * 500, RETRY_MILLIS_MAX) * (1 + Math.random());
      const wish = Number(reply?.headers.get("Retry-After")) * 1000 || 0;
      retryAt = Date.now() + Math.max(backoff, wish);
    } else {
      failures = retryAt = 0;
      events = events.filter((event) => !batch.includes(event));
      if (!reply.ok) console.error("Forktail does not take these events:", reply.status, batch);
    }
    if (again || kept) keep();
    plan(0);
  }

  function keep() {
    kept = events.length > 0 && isAllowed();
    storage((all) => (kept ? all.setItem(queue, JSON.stringify(events)) : all.removeItem(queue)));
  }

  function queues() {
    return storage((all) => Object.keys(all).filter((name) => name.startsWith(QUEUE))) ?? [];
  }

  // Takes what other pages have left. One that still lives sends it, too, which does no harm.
  function adopt() {
    for (const name of queues()) {
      if (name === queue) continue;
      events.unshift(...(storage((all) => JSON.parse(all.getItem(name))) ?? []));
      keep();
      storage((all) => all.removeItem(name));
    }
    plan(delay);
  }

  function leave() {
    if (!isAllowed() || !events.length) return;
    stamp();
    keep();
    deliver();
  }

  // Variants

  function armsOf(answer, exposed) {
    return Object.fromEntries(
      (answer?.assignments ?? []).map((arm) => [arm.experiment, { ...arm, exposed }]),
    );
  }

  async function get(parameters) {
    const wish = { writeKey: key, ...parameters };
    if (options.consent) wish.consent ??= "granted";
    const known = { userId: read("user"), anonymousId: options.anonymousId ?? read("id") };
    for (const name in known) if (known[name]) wish[name] = known[name];
    const reply = await fetch(host + "/v1/assign?" + new URLSearchParams(wish), {
      credentials: "include",
      keepalive: true,
      signal: AbortSignal.timeout(timeout),
    });
    if (!reply.ok) throw new Error("Forktail: " + reply.status);
    return reply.json();
  }

  async function ask() {
    try {
      const answer = await get({});
      if (answer.anonymousId && !read("id") && isAllowed()) write("id", answer.anonymousId);
      arms = { ...armsOf(answer), ...arms };
    } catch {
      asked = undefined; // the next one who wants to know asks again
    }
  }

  async function find(experiment) {
    if (!arms[experiment] && isAllowed()) await (asked ??= ask());
    const arm = arms[experiment];
    if (arm?.counted && !arm.exposed && isAllowed()) {
      arm.exposed = true;
      get({ experiments: experiment, expose: true }).catch(() => (arm.exposed = false));
    }
    return arm;
  }

  return {
    track: (event, properties) => add("track", { event, properties }),
    page: (name, properties) => add("page", { name, properties }),

    /** From now on the visitor is this user. */
    identify(userId, traits) {
      if (read("user") !== userId) {
        arms = armsOf(options.bootstrap, true);
        asked = undefined;
      }
      user = userId;
      if (isAllowed()) write("user", userId);
      add("identify", { userId, traits });
    },

    /** The visitor has logged out; whoever comes next is somebody else. */
    reset() {
      if (isAllowed()) stamp();
      forget("user");
      arms = {};
      asked = user = undefined;
      if (isAllowed()) write("id", random());
    },

    /** The variant's key; `otherwise` when there is none, or it does not come in time. */
    variant: async (experiment, otherwise) => (await find(experiment))?.variant ?? otherwise,

    /** The same for the value of a flag. */
    value: async (flag, otherwise) => (await find(flag))?.value ?? otherwise,

    /** The variant as far as it is known at once: by `bootstrap`, or from before. */
    peek: (experiment) => arms[experiment]?.variant,

    /** Sends what is waiting. */
    flush: () => plan(0),

    /** true: from now on things are stored and sent; false: all is forgotten, and nothing is. */
    consent(granted) {
      const before = isAllowed();
      write("consent", granted ? "granted" : "denied");
      if (granted) {
        if (user) write("user", user);
        adopt();
        return;
      }
      events = [];
      arms = {};
      asked = user = undefined;
      forget("id");
      forget("user");
      for (const name of queues()) storage((all) => all.removeItem(name));
      if (before) get({ consent: "denied" }).catch(() => {}); // its cookie goes, too
    },
  };
}

function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
