// Evidence goes to the server by itself, one file after the other, beside the page's connection: that may break and come back meanwhile.
// What is broken off is sent again, after pauses that grow, and at once when the network is back. The server knows a file that it has.
// The rows of this list are this script's; what was taken the page shows itself.
(() => {
  "use strict";
  const FIRST = 1000, LONGEST = 30000, TRIES = 12, PASSING = [0, 408, 425, 429, 500, 502, 503, 504];
  const queues = new Map();
  let going = 0;

  document.addEventListener("change", event => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.matches("[data-evidence-input]")) return;
    const place = input.closest("[data-evidence]");
    for (const file of input.files) add(place, file);
    input.value = ""; // the same file can be chosen again
  });
  addEventListener("beforeunload", event => { if (going > 0) event.preventDefault(); });
  addEventListener("online", () => { for (const queue of queues.values()) queue.wake?.(); });

  function add(place, file) {
    const upload = { place, file, tries: 0, row: makeRow(place, file) };
    if (file.size === 0) return fail(upload, place.dataset.empty, false);
    if (file.size > Number(place.dataset.most)) return fail(upload, place.dataset.large, false);
    start(upload);
  }
  function start(upload) {
    const address = upload.place.dataset.evidence;
    const queue = queues.get(address) ?? { waiting: [], busy: false };
    queues.set(address, queue);
    queue.waiting.push(upload);
    going++;
    say(upload, upload.place.dataset.waiting);
    run(queue);
  }
  async function run(queue) {
    if (queue.busy) return;
    queue.busy = true;
    for (let upload; (upload = queue.waiting.shift());) {
      try {
        await deliver(queue, upload);
      } finally {
        going--;
      }
    }
    queue.busy = false;
  }

  async function deliver(queue, upload) {
    for (upload.tries = 1; ; upload.tries++) {
      if (upload.gone) return;
      const { status, problem } = await send(upload);
      if (upload.gone) return;
      if (status === 201) return done(upload);
      if (!PASSING.includes(status)) return fail(upload, problem ?? upload.place.dataset.failed, false);
      if (upload.tries >= TRIES) return fail(upload, upload.place.dataset.failed, true);
      say(upload, upload.place.dataset.again);
      const pause = Math.min(LONGEST, FIRST * 2 ** (upload.tries - 1));
      await new Promise(resolve => {
        const timer = setTimeout(resolve, pause);
        queue.wake = upload.wake = () => { clearTimeout(timer); resolve(); };
      });
      queue.wake = upload.wake = undefined;
    }
  }
  function send(upload) {
    return new Promise(resolve => {
      const { place, file, row } = upload, request = upload.request = new XMLHttpRequest();
      request.open("POST", place.dataset.evidence);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      request.setRequestHeader(place.dataset.tokenName, place.dataset.token);
      request.upload.onprogress = event => show(row, event.loaded / Math.max(1, event.total));
      request.onload = () => resolve({ status: request.status, problem: problemOf(request) });
      request.onerror = request.onabort = request.ontimeout = () => resolve({ status: 0 });
      say(upload, place.dataset.sending);
      show(row, 0);
      request.send(file);
    });
  }
  function problemOf(request) {
    if (request.status === 401 || request.status === 400) return undefined;
    try {
      return JSON.parse(request.responseText).detail;
    } catch {
      return undefined;
    }
  }

  // ---- the rows ----
  function makeRow(place, file) {
    const row = document.createElement("li");
    row.className = "upload";
    const picture = file.type.startsWith("image/") ? document.createElement("img") : document.createElement("span");
    picture.className = "upload-picture";
    if (picture instanceof HTMLImageElement) {
      picture.alt = "";
      picture.src = URL.createObjectURL(file);
      picture.onerror = () => picture.removeAttribute("src");
    }
    const text = document.createElement("span"), name = document.createElement("span"), state = document.createElement("small");
    text.className = "two-lines";
    name.textContent = file.name;
    state.setAttribute("role", "status");
    text.append(name, state);
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    row.append(picture, text, bar);
    place.querySelector("[data-evidence-list]").append(row);
    return row;
  }
  function show(row, part) {
    const bar = row.querySelector("progress");
    if (bar) bar.value = part;
  }
  function say(upload, text) {
    upload.row.querySelector("small").textContent = text;
  }
  function drop(upload) {
    const source = upload.row.querySelector("img")?.src;
    if (source) URL.revokeObjectURL(source);
    upload.row.remove();
  }
  function done(upload) {
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = `${upload.file.name}: ${upload.place.dataset.done}`;
    drop(upload);
  }
  function fail(upload, text, retry) {
    const { row, place } = upload;
    row.classList.add("failed");
    row.querySelector("progress")?.remove();
    say(upload, text);
    row.querySelector("small").setAttribute("role", "alert");
    const buttons = document.createElement("span");
    buttons.className = "actions";
    if (retry) buttons.append(button(place.dataset.retry, () => { drop(upload); add(place, upload.file); }));
    buttons.append(button(place.dataset.dismiss, () => drop(upload)));
    row.append(buttons);
  }
  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button small";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }
})();
