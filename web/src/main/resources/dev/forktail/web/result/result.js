// Keeps the pages of experiments up to date: fetches the page again and exchanges the parts that have
// changed, so that nothing flickers and what is unfolded stays so.
'use strict';
{
  const BEAT_MILLIS = 2000;
  const link = document.getElementById('link');
  let timer = 0;
  let asking = false;

  function say(state) {
    link.hidden = false;
    link.textContent = state;
    link.classList.toggle('lost', state !== 'live');
  }

  function keepOpen(place, fresh) {
    for (const details of fresh.querySelectorAll('details')) {
      const shown = place.querySelector(`details[id="${CSS.escape(details.id)}"]`);
      if (shown) {
        details.open = shown.open;
      }
    }
  }

  function exchange(page) {
    if (document.getElementById('nothing') && !page.getElementById('nothing')) {
      location.reload();
      return;
    }
    for (const fresh of page.querySelectorAll('main [id]')) {
      const place = document.getElementById(fresh.id);
      if (!place || place.closest('details') || place.matches('h2, details')) {
        continue;
      }
      keepOpen(place, fresh);
      if (place.innerHTML !== fresh.innerHTML && !place.contains(document.activeElement)) {
        place.innerHTML = fresh.innerHTML;
      }
    }
  }

  async function refresh() {
    if (document.hidden || asking) {
      return;
    }
    asking = true;
    try {
      const answer = await fetch(location.href, { cache: 'no-store', redirect: 'manual' });
      if (answer.type === 'opaqueredirect') {
        location.reload();
        return;
      }
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      exchange(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      say('live');
    } catch {
      say('reconnecting');
    } finally {
      asking = false;
    }
  }

  function begin() {
    clearInterval(timer);
    timer = setInterval(refresh, BEAT_MILLIS);
    refresh();
  }

  document.addEventListener('visibilitychange', begin);
  begin();
}
