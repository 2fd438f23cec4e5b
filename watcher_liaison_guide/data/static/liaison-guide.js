// SPDX-License-Identifier: Apache-2.0
// Marks where today falls in the guide, and makes commands easy to copy.
// Without it a page lacks nothing else. Today is the day in UTC, in which
// the release team counts; ?today=YYYY-MM-DD shows another one.
(() => {
  "use strict";

  /** @param {Element} node @returns {Record<string, string>} */
  const words = (node) => {
    /** @type {HTMLElement | null} */
    const holder = node.closest("[data-liaison-words]");
    try {
      return JSON.parse((holder && holder.dataset.liaisonWords) || "{}");
    } catch {
      return {};
    }
  };

  /** @param {Element} node @param {string} text */
  const say = (node, text) => words(node)[text] || text;

  const today = () => {
    const wanted =
      new URLSearchParams(window.location.search).get("today") || "";
    return /^\d{4}-\d{2}-\d{2}$/.test(wanted)
      ? wanted
      : new Date().toISOString().slice(0, 10);
  };

  /** @param {string} day */
  const mark = (day) => {
    document
      .querySelectorAll(
        ".liaison-guide[data-liaison-from], .liaison-phase-name[data-liaison-from]"
      )
      .forEach((node) => {
        const { liaisonFrom = "", liaisonTo = "" } =
          /** @type {HTMLElement} */ (node).dataset;
        const now = liaisonFrom <= day && day <= liaisonTo;
        const shown = node.closest("tr") || node;
        shown.classList.toggle("liaison-is-now", now);
        const place = node.matches(".liaison-guide")
          ? node.querySelector(":scope > .liaison-when") ||
            node.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6)")
          : node;
        const old = place && place.querySelector(":scope > .liaison-mark-now");
        if (old) old.remove();
        if (!now || !place) return;
        const badge = document.createElement("span");
        badge.className = "liaison-mark-now";
        badge.textContent = say(node, "now");
        place.append(" ", badge);
      });
  };

  /** Show what is due this week or late, else what is due next. @param {string} day */
  const show = (day) => {
    /** @type {(selector: string, inside?: Element | Document) => HTMLElement[]} */
    const all = (selector, inside = document) =>
      Array.from(inside.querySelectorAll(selector));
    for (const week of all(".liaison-this-week")) {
      week.classList.add("liaison-is-live");
      const rows = all(".liaison-rows [data-liaison-due]", week);
      const due = rows.filter((row) => {
        const { liaisonThis = "", liaisonDue = "", liaisonLate = "" } = row.dataset;
        const now = liaisonThis <= day && day <= liaisonLate;
        if (row.parentElement) row.parentElement.hidden = !now;
        for (const old of all(".liaison-late", row)) old.remove();
        if (!now || liaisonDue >= day) return now;
        const badge = document.createElement("b");
        badge.className = "liaison-late";
        badge.textContent = ` ${say(row, "late")}`;
        (row.querySelector("p") || row).append(badge);
        return false;
      });
      for (const one of all(".liaison-nothing", week)) one.hidden = due.length > 0;
      const next = due.length ? "" : rows.find((row) => (row.dataset.liaisonThis || "") > day)?.dataset.liaisonDue;
      for (const row of rows) {
        if (row.dataset.liaisonDue === next) row.parentElement?.removeAttribute("hidden");
      }
      for (const link of all(".liaison-elsewhere a", week)) {
        const { href } = /** @type {HTMLAnchorElement} */ (link);
        if (!location.href.startsWith(href)) link.parentElement?.removeAttribute("hidden");
      }
    }
    for (const row of all(".liaison-cycles tr")) {
      const dates = all("[data-liaison-due]", row);
      const next = dates.map((one) => one.dataset.liaisonDue || "").find((due) => due >= day);
      for (const one of dates) one.hidden = one.dataset.liaisonDue !== next;
      for (const one of all("[data-liaison-statuses]", row)) {
        for (const [from, text] of JSON.parse(one.dataset.liaisonStatuses || "[]")) {
          if (from <= day) one.textContent = text;
        }
      }
    }
  };

  /** @param {Element} block */
  const addCopy = (block) => {
    const code = block.querySelector("pre");
    if (!code || !navigator.clipboard || block.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "liaison-copy";
    button.textContent = say(block, "Copy");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.innerText.trim());
        button.textContent = say(block, "Copied");
      } catch {
        button.textContent = say(block, "Not copied");
      }
      window.setTimeout(() => {
        button.textContent = say(block, "Copy");
      }, 2000);
    });
    block.append(button);
  };

  const paint = () => {
    mark(today());
    show(today());
  };

  const start = () => {
    paint();
    // A page may stay open for days.
    document.addEventListener("visibilitychange", paint);
    document
      .querySelectorAll(".liaison-guide .liaison-command")
      .forEach(addCopy);
  };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
