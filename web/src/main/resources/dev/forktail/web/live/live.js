// Keeps the live page up to date: the parts come ready-made from the server, once per beat.
'use strict';
{
  const RETRY_MILLIS = 3000;
  const element = (id) => document.getElementById(id);
  const places = ['verdict', 'tiles', 'legend', 'steps', 'canary', 'newest', 'top', 'accounts'];

  let source = null;
  let retry = 0;
  let held = null;

  function show(name, html) {
    if (name === 'newest') {
      showNewest(html);
      return;
    }
    element(name).innerHTML = html;
  }

  // New rows light up for a moment, unless all are new. While somebody points at one, the list stands
  // still.
  function showNewest(html) {
    const list = element('newest');
    if (list.matches(':hover')) {
      held = html;
      element('newest-aside').textContent = 'held while you point at it';
      return;
    }
    held = null;
    element('newest-aside').textContent = 'as they are stored';
    const known = new Set(Array.from(list.querySelectorAll('tbody tr'), (row) => row.textContent));
    list.innerHTML = html;
    const rows = Array.from(list.querySelectorAll('tbody tr'));
    const fresh = rows.filter((row) => !known.has(row.textContent));
    if (fresh.length < rows.length || known.size === 0) {
      fresh.forEach((row) => row.classList.add('fresh'));
    }
    if (rows.length > 0) {
      element('start').hidden = true;
    }
  }

  function say(state) {
    const link = element('link');
    link.hidden = false;
    link.textContent = state;
    link.classList.toggle('lost', state !== 'live');
  }

  // A page that nobody sees takes no stream: browsers allow few per server.
  function connect() {
    clearTimeout(retry);
    source?.close();
    source = null;
    if (document.hidden) {
      return;
    }
    source = new EventSource('/live/stream');
    source.onopen = () => say('live');
    source.onerror = () => {
      say('reconnecting');
      if (source.readyState === EventSource.CLOSED) {
        retry = setTimeout(connect, RETRY_MILLIS);
      }
    };
    for (const name of places) {
      source.addEventListener(name, (event) => show(name, event.data));
    }
    source.addEventListener('chart', (event) => chart.show(JSON.parse(event.data)));
  }

  const chart = (() => {
    const place = element('chart');
    const hover = document.createElement('div');
    hover.className = 'hover';
    hover.hidden = true;
    const count = new Intl.NumberFormat('en');
    let plot = null;

    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const utc = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 19);

    function columns(rates) {
      const first = rates.end - rates.received.length;
      return [rates.received.map((_, index) => first + index), rates.received, rates.stored];
    }

    function axis(more) {
      const line = { stroke: colour('--line'), width: 1 };
      return {
        stroke: colour('--faint'),
        font: '12px system-ui, sans-serif',
        grid: line,
        ticks: { show: false },
        ...more,
      };
    }

    function point(self) {
      const index = self.cursor.idx;
      hover.hidden = index == null;
      if (index == null) {
        return;
      }
      const [seconds, received, stored] = self.data.map((column) => column[index]);
      hover.textContent =
          `${utc(seconds)}  received ${count.format(received)}  stored ${count.format(stored)}`;
      const left = self.cursor.left + self.bbox.left / devicePixelRatio;
      const right = left + 14 + hover.offsetWidth > place.clientWidth;
      hover.style.left = `${right ? left - 14 - hover.offsetWidth : left + 14}px`;
    }

    function options() {
      return {
        width: place.clientWidth,
        height: place.clientHeight,
        legend: { show: false },
        padding: [8, 4, 0, 0],
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
        hooks: { setCursor: [point] },
        scales: { y: { range: (_, low, high) => [0, Math.max(5, high * 1.08)] } },
        axes: [
          axis({ grid: { show: false }, space: 40, size: 22, incrs: [60, 120, 300], values: (_, ticks) => ticks.map((tick) => utc(tick).slice(0, 5)) }),
          axis({ size: 54, space: 38, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5], values: (_, ticks) => ticks.map((tick) => count.format(tick)) }),
        ],
        series: [
          {},
          { stroke: colour('--accent'), fill: colour('--accent-area'), width: 1.5, points: { show: false } },
          { stroke: colour('--ink'), width: 1.25, points: { show: false } },
        ],
      };
    }

    function draw(data) {
      plot?.destroy();
      place.replaceChildren(hover);
      plot = new uPlot(options(), data, place);
    }

    function redraw() {
      if (plot) {
        draw(plot.data);
      }
    }

    new ResizeObserver(() => plot?.setSize({ width: place.clientWidth, height: place.clientHeight })).observe(place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

    return {
      show(rates) {
        const data = columns(rates);
        if (plot) {
          plot.setData(data);
        } else {
          draw(data);
        }
      },
    };
  })();

  element('newest').addEventListener('mouseleave', () => held && showNewest(held));

  if (navigator.clipboard) {
    const copy = element('copy');
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(element('curl').textContent);
      copy.textContent = 'Copied';
    });
  }

  document.addEventListener('visibilitychange', connect);
  connect();
}
