// What the pages need from the browser itself. Everything is delegated from the document, so that it works on static pages,
// after navigation, and without a connection to the server.
(() => {
  "use strict";
  const root = document.documentElement;
  const YEAR = 31536000;
  // Blazor resolves addresses against the document's base, which without a base element is the page's own address.
  Object.defineProperty(document, "baseURI", { get: () => location.origin + "/" });

  // ---- theme: at once, and remembered for the server's next first paint ----
  function showTheme(choice) {
    root.dataset.theme = choice;
    markTheme();
  }
  function chooseTheme(choice) {
    const name = document.querySelector("meta[name=portal-theme-cookie]").content;
    const [value, life] = choice === "system" ? ["", 0] : [choice, YEAR];
    document.cookie = `${name}=${value}; path=/; max-age=${life}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    showTheme(choice);
  }
  function markTheme() {
    for (const button of document.querySelectorAll("[data-theme-choice]"))
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.theme));
  }

  // ---- copy ----
  async function copy(button) {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // no clipboard without HTTPS: the old way
      const area = document.createElement("textarea");
      area.value = text;
      (button.closest("dialog") ?? document.body).append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.classList.add("done");
    announce(button.dataset.copied);
    setTimeout(() => button.classList.remove("done"), 1600);
  }
  function announce(text) {
    const place = document.getElementById("announcer");
    if (!place) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 50);
  }

  // ---- explanations: one tooltip for all, on hover, focus and touch ----
  let tooltip, explained;
  function explain(element) {
    if (explained === element) return;
    explained = element;
    tooltip ??= Object.assign(document.createElement("div"), { id: "tooltip", role: "tooltip" });
    tooltip.textContent = element.dataset.tip || element.getAttribute("aria-description");
    // a modal dialog hides what is outside of it
    (element.closest("dialog") ?? document.body).append(tooltip);
    tooltip.style.transform = "none";
    const at = element.getBoundingClientRect(), box = tooltip.getBoundingClientRect();
    const left = Math.max(16, Math.min(at.left + at.width / 2 - box.width / 2, innerWidth - box.width - 16));
    const above = at.top - box.height - 8;
    tooltip.style.transform = `translate(${Math.round(left - box.left)}px, ${Math.round((above > 8 ? above : at.bottom + 8) - box.top)}px)`;
  }
  function explainNoMore() {
    explained = undefined;
    tooltip?.remove();
  }
  const tipOf = event => event.target instanceof Element ? event.target.closest("[data-tip]") : null;
  document.addEventListener("mouseover", event => { const tip = tipOf(event); tip ? explain(tip) : explainNoMore(); });
  document.addEventListener("focusin", event => { const tip = tipOf(event); tip ? explain(tip) : explainNoMore(); });
  document.addEventListener("focusout", explainNoMore);
  document.addEventListener("scroll", explainNoMore, true);

  // ---- clicks ----
  document.addEventListener("click", event => {
    if (!(event.target instanceof Element)) return;
    const on = selector => event.target.closest(selector);
    const theme = on("[data-theme-choice]");
    if (theme) chooseTheme(theme.dataset.themeChoice);
    const copied = on("[data-copy]");
    if (copied) copy(copied);
    if (on("[data-reload]")) keepAndReload();
    if (on("[data-keep]")) keep();
    if (on("[data-reconnect]")) reconnect();
    const tip = tipOf(event);
    if (tip) explain(tip);
    if (on("[data-focus=main]")) {
      event.preventDefault();
      const main = document.getElementById("main");
      main.focus();
      main.scrollIntoView();
    }
    // a row opens wherever it is pressed: dates and chips lie above its link, since they explain themselves on hover
    const row = on(".list tr.linked");
    const control = on("a, button, input, label, select, summary, textarea");
    if (row && (!control || control.matches(".chip")) && getSelection().isCollapsed) {
      const { ctrlKey, metaKey, shiftKey } = event;
      row.querySelector(".row-link")?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    }
    // an open menu closes with a click elsewhere, and with a choice made in it
    for (const menu of document.querySelectorAll("details.dropdown[open]"))
      if ((!menu.contains(event.target) && !on(".mud-popover-provider")) || on(".dropdown-panel a, .dropdown-panel [data-theme-choice], .dropdown-panel button[type=submit]")) menu.open = false;
    // a click beside a dialog closes it
    if (event.target instanceof HTMLDialogElement) event.target.querySelector("[data-close]")?.click();
  });
  document.addEventListener("toggle", event => { if (event.target.matches?.("details.dropdown[open]")) markTheme(); }, true);

  // ---- keys ----
  document.addEventListener("keydown", event => {
    // a list of suggestions takes them: the caret stays where it is, and Esc empties the field only once the list is closed
    if (["ArrowUp", "ArrowDown", "Escape"].includes(event.key) && event.target instanceof Element && event.target.matches("[data-search][aria-expanded=true]"))
      event.preventDefault();
    // an open list or calendar closes by itself, and the dialog that it belongs to stays
    if (event.key === "Escape" && document.querySelector(".mud-popover-open")) event.preventDefault();
    if (event.key === "Escape") {
      explainNoMore();
      for (const menu of document.querySelectorAll("details.dropdown[open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]")) {
      const search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
  });

  // ---- rows: one stop of the Tab key each; arrows lead through what is in one, and from one to the next ----
  // Marked when the key is pressed, before the browser looks for the next stop: the server draws rows without knowing of it.
  document.addEventListener("keydown", event => {
    if (event.key !== "Tab") return;
    for (const mark of document.querySelectorAll(":is(.list tbody tr.linked, [data-row]) :is(button.chip, button.mark, button.copy):not([tabindex])")) mark.tabIndex = -1;
  }, true);
  document.addEventListener("keydown", event => {
    if (!event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(event.target instanceof Element)) return;
    const row = event.target.closest(".list tbody tr.linked, [data-row]");
    if (!row || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const headOf = one => one.matches("[data-row]") ? one : one.querySelector(".row-link");
    let next;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const stops = [headOf(row), ...[...row.querySelectorAll("a[href], button:enabled, summary, input:enabled")]
        .filter(stop => stop !== headOf(row) && stop.checkVisibility())];
      next = stops[stops.indexOf(event.target) + (event.key === "ArrowRight" ? 1 : -1)];
    } else {
      const rows = [...document.querySelectorAll(".list tbody tr.linked, [data-row]")];
      next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      next &&= headOf(next);
    }
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  // ---- dialogs ----
  const opened = [];
  // A modal dialog lies above all else and makes it inert, so what floats (lists of choices, calendars) moves into it,
  // and from one that is gone back to where it belongs.
  function moveFloating(from) {
    const into = opened.findLast(entry => entry.dialog.isConnected)?.dialog ?? document.getElementById("floating");
    for (const part of from.querySelectorAll(".mud-popover-provider"))
      if (part.parentElement !== into) into?.append(part);
  }
  function openDialog(dialog) {
    opened.push({ dialog, opener: document.activeElement });
    // Esc presses the dialog's own way out, so that the page learns of it
    dialog.addEventListener("cancel", event => {
      event.preventDefault();
      // an open calendar or list of choices takes Esc first, and closes alone
      if (!dialog.querySelector(".mud-popover-open")) dialog.querySelector("[data-close]")?.click();
    });
    if (!dialog.open) dialog.showModal();
    moveFloating(document);
    // the title is read out first; the first button of a sheet may be a mark whose explanation would pop up by itself
    const title = dialog.querySelector("h2");
    if (title && !dialog.querySelector("[autofocus]")) {
      title.tabIndex = -1;
      title.focus();
    }
  }
  // The focus goes back to where it was; as long as the dialog is there, the browser would not let it.
  function dialogGone() {
    const last = opened.pop();
    if (!last) return;
    const giveFocusBack = () => {
      if (last.dialog.isConnected) return void requestAnimationFrame(giveFocusBack);
      moveFloating(last.dialog);
      // the result of what was agreed to may have taken the focus meanwhile
      if (document.activeElement && document.activeElement !== document.body) return;
      opener(last.opener)?.focus({ preventScroll: true });
    };
    giveFocusBack();
  }
  // a row that was drawn anew meanwhile is another element with the same address
  function opener(element) {
    if (element?.isConnected) return element;
    const href = element?.getAttribute?.("href");
    return href ? document.querySelector(`a[href="${CSS.escape(href)}"]`) : null;
  }

  // ---- amounts: grouped while they are typed, and what is wrong with them said at once ----
  const WHOLE_AMOUNT = /^-?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)$/;
  // the last group may still grow
  const BEGUN_AMOUNT = /^-?(\d*|\d{1,3}(\.\d{3})*\.\d{0,3}|\d{1,3}(,\d{3})*,\d{0,3}|\d{1,3}( \d{3})* \d{0,3})$/;
  // 1.234.567,00 is a whole amount
  const NO_PARTS = /^(-?(?:\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.)|\d+(?=[.,])))[.,]0{1,2}$/;
  const bareAmount = text => text.trim().replace(/^(-?)\s*(?:₫|VND)\s*|\s*(?:₫|đ|VND)$/gi, "$1").replaceAll("\u00a0", " ");
  const grouped = digits => digits.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");

  function regroup(field, event) {
    const before = field.dataset.was ?? "";
    // only what the portal itself grouped: somebody who writes or pastes groups of their own is told, not corrected
    if (event.inputType === "insertFromPaste" || !/^-?[\d.]*$/.test(field.value) || before !== (before.startsWith("-") ? "-" : "") + grouped(before.replace(/\D/g, ""))
      || (event.data && /\D/.test(event.data))) return;
    const behind = field.value.slice(field.selectionStart).replace(/\D/g, "").length;
    field.value = (field.value.startsWith("-") ? "-" : "") + grouped(field.value.replace(/\D/g, ""));
    let place = field.value.length;
    for (let left = behind; left > 0 && place > 0; place--) if (/\d/.test(field.value[place - 1])) left--;
    field.setSelectionRange(place, place);
  }
  function judgeAmount(field, finished) {
    const says = document.getElementById(field.dataset.says);
    if (!says) return;
    const text = bareAmount(field.value).replace(NO_PARTS, "$1");
    const whole = WHOLE_AMOUNT.test(text);
    const amount = whole ? Number(text.replace(/[., ]/g, "")) : NaN;
    const wrong = text === "" || (text === "-" && !finished) ? ""
      : text.startsWith("-") && field.dataset.amount !== "signed" ? field.dataset.negative
      : !whole && (finished || !BEGUN_AMOUNT.test(text)) ? field.dataset.malformed
      : field.dataset.most !== undefined && amount > Number(field.dataset.most) ? field.dataset.above
      : finished && field.dataset.least !== undefined && amount < Number(field.dataset.least) ? field.dataset.below
      : "";
    if (says.textContent !== wrong) says.textContent = wrong;
    field.classList.toggle("misfit", wrong !== "");
  }
  const amountOf = event => event.target instanceof HTMLInputElement && event.target.dataset.amount !== undefined ? event.target : null;
  document.addEventListener("input", event => {
    const field = amountOf(event);
    if (!field) return;
    regroup(field, event);
    field.dataset.was = field.value;
    judgeAmount(field, false);
  });
  document.addEventListener("change", event => { const field = amountOf(event); if (field) judgeAmount(field, true); });

  // ---- what was typed survives a reload that the person did not ask for ----
  const KEPT = "portal.kept";
  const fields = () => [...document.querySelectorAll("main form :is(input, textarea, select), dialog form :is(input, textarea, select)")]
    .filter(field => !["password", "hidden", "file", "submit", "button"].includes(field.type));
  const nameOf = (field, index) => field.name || `${field.form?.getAttribute("name") ?? ""}#${index}`;
  function keep() {
    try {
      const values = fields().map((field, index) => [nameOf(field, index), ["checkbox", "radio"].includes(field.type) ? field.checked : field.value]);
      if (values.length > 0) sessionStorage.setItem(KEPT, JSON.stringify({ page: location.href, values }));
    } catch { /* storage is blocked: then there is nothing to keep it in */ }
  }
  function keepAndReload() {
    keep();
    location.reload();
  }
  function giveBack() {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch { return; }
    if (kept?.page !== location.href) return;
    const give = () => fields().length >= kept.values.length && (fillIn(new Map(kept.values)), true);
    if (give()) return;
    // the page is still reading what its form needs
    const observer = new MutationObserver(() => { if (give()) observer.disconnect(); });
    observer.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => observer.disconnect(), 10000);
  }
  function fillIn(values) {
    fields().forEach((field, index) => {
      const value = values.get(nameOf(field, index));
      if (value === undefined) return;
      const check = typeof value === "boolean";
      if (check ? field.checked === value : field.value === value) return;
      if (check) field.checked = value; else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // ---- connection ----
  async function reconnect() {
    try {
      // false: the server answers, but has forgotten this page
      if (await Blazor.reconnect() === false) keepAndReload();
    } catch { /* still no connection: the dialog stays */ }
  }
  // What was typed and left while there was no connection was told to nobody; the dialog that says so takes the focus itself.
  const untold = new Set();
  const tell = () => {
    for (const field of untold) if (field.isConnected) field.dispatchEvent(new Event("change", { bubbles: true }));
    untold.clear();
  };
  function watchConnection() {
    const dialog = document.getElementById("components-reconnect-modal");
    if (!dialog) return;
    const isLost = () => /components-reconnect-(show|failed)/.test(dialog.className);
    document.addEventListener("input", event => untold.add(event.target), true);
    document.addEventListener("change", event => { if (isLost()) untold.add(event.target); else untold.delete(event.target); }, true);
    dialog.addEventListener("cancel", event => event.preventDefault());
    new MutationObserver(() => {
      const has = state => dialog.classList.contains("components-reconnect-" + state);
      if (has("rejected")) keepAndReload();
      // a modal dialog above whatever other dialog is open, which would otherwise cover it
      else if (has("show") || has("failed")) { if (!dialog.open) dialog.showModal(); }
      else if (dialog.open) { dialog.close(); tell(); checkVersion(); }
    }).observe(dialog, { attributeFilter: ["class"] });

    // the script shows this when the page has crashed; an open dialog could no longer be closed, and would cover it
    const crashed = document.getElementById("blazor-error-ui");
    new MutationObserver(() => document.querySelectorAll("dialog[open]").forEach(open => open.close())).observe(crashed, { attributeFilter: ["style"] });
  }

  // ---- somebody is here: a session that nobody touches runs out, and an open connection is no touch ----
  const SEEN_EVERY = 60000;
  let seenAt = Date.now();
  function noteSeen() {
    if (root.dataset.live === undefined || Date.now() - seenAt < SEEN_EVERY) return;
    seenAt = Date.now();
    fetch("/account/seen", { cache: "no-store" }).catch(() => { /* no connection: the next touch will tell */ });
  }
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, noteSeen, { capture: true, passive: true });

  // ---- a new version after a redeploy ----
  const loadedVersion = () => document.querySelector("meta[name=portal-version]")?.content;
  async function checkVersion() {
    if (document.hidden) return;
    try {
      const answer = await fetch("/version", { cache: "no-store" });
      if (!answer.ok) return;
      const bar = document.getElementById("new-version");
      if (bar && (await answer.text()).trim() !== loadedVersion()) bar.hidden = false;
    } catch { /* no connection: the next time will tell */ }
  }

  document.addEventListener("DOMContentLoaded", () => {
    markTheme();
    watchConnection();
    if (document.getElementById("new-version")) {
      setInterval(checkVersion, 180000);
      document.addEventListener("visibilitychange", checkVersion);
    }
  });

  // From here on the server hears what is clicked; the mark says so to whoever drives the page by a program.
  function live() {
    root.dataset.live = "";
    giveBack();
  }

  // The page's own script on the shop's side is called portal too, but never on the same page.
  const reveal = id => document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  // The name of the browser's tab, once the page lives.
  function title(text) {
    document.title = text;
  }

  window.portal = Object.assign(window.portal ?? {}, { openDialog, dialogGone, reveal, live, title });
})();
