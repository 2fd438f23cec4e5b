// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Filters, own ticks, and where today falls, in UTC. The page is whole
// without: see export/markup.py.
(() => {
	"use strict";

	const DAY = 86400000;
	// How far "now and next" looks.
	const AHEAD = 14;
	const language = document.documentElement.lang || "en";
	const locale = language === "en" ? "en-GB" : language;
	const days = new Intl.DateTimeFormat(locale, {
		weekday: "short",
		day: "numeric",
		month: "short",
		year: "numeric",
		timeZone: "UTC",
	});
	const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

	/** @returns {number} the days from 1970-01-01 to today, in UTC */
	const today = () => Math.floor(Date.now() / DAY);

	/** @param {string | undefined} text YYYY-MM-DD */
	const dayOf = (text) => (text ? Date.parse(text) / DAY : null);

	/** @param {number} day */
	const shown = (day) => days.format(day * DAY).replace(",", "");

	/** @param {number} day */
	const distance = (day) => relative.format(day - today(), "day");

	/** @type {(name: string, style?: string, text?: string) => HTMLElement} */
	const element = (name, style, text) => {
		const made = document.createElement(name);
		if (style) made.className = style;
		if (text) made.textContent = text;
		return made;
	};

	/** @param {number} day */
	const time = (day) => {
		const made = element("time", "", shown(day));
		made.setAttribute("datetime", new Date(day * DAY).toISOString().slice(0, 10));
		return made;
	};

	/** The reader's ticks; kept by the browser, if it keeps anything. */
	class Ticks {
		/** @param {string} key @param {string} oldKey of earlier versions */
		constructor(key, oldKey) {
			this.key = key;
			/** @type {Set<string>} */
			this.ids = new Set();
			this.kept = true;
			this.move(oldKey);
			this.read();
		}

		/** Take what is under an old key, once. @param {string} oldKey */
		move(oldKey) {
			try {
				const old = localStorage.getItem(oldKey);
				if (old === null || localStorage.getItem(this.key) !== null) return;
				localStorage.setItem(this.key, old);
				localStorage.removeItem(oldKey);
			} catch {
				// Nothing is kept, then.
			}
		}

		read() {
			try {
				const found = JSON.parse(localStorage.getItem(this.key) || "[]");
				this.ids = new Set(
					Array.isArray(found) ? found.filter((one) => typeof one === "string") : [],
				);
			} catch (error) {
				// Broken content is as good as none.
				this.kept = error instanceof SyntaxError;
			}
		}

		/** @param {string} id @param {boolean} on */
		set(id, on) {
			// Another tab may have ticked something since.
			if (this.kept) this.read();
			if (on) this.ids.add(id);
			else this.ids.delete(id);
			try {
				localStorage.setItem(this.key, JSON.stringify([...this.ids].sort()));
			} catch {
				this.kept = false;
			}
		}
	}

	/** One checklist on the page. @param {HTMLElement} root */
	const start = (root) => {
		/** @type {Record<string, string>} */
		let words = {};
		try {
			words = JSON.parse(root.dataset.liaisonWords || "{}");
		} catch {
			// English, then.
		}
		/** @param {string} text */
		const say = (text) => words[text] || text;
		/** @param {string} selector @returns {HTMLElement[]} */
		const all = (selector, inside = root) => Array.from(inside.querySelectorAll(selector));

		const items = all(".liaison-item");
		const phases = all(".liaison-phase");
		const { liaisonTeam = "", liaisonGuide = "", liaisonCycle = "" } = root.dataset;
		const ticks = new Ticks(
			`liaison-ticks:${liaisonTeam}:${liaisonCycle}`,
			`liaison-ticks:${liaisonGuide}:${liaisonCycle}`,
		);

		/** @param {HTMLElement} item */
		const idOf = (item) => item.dataset.liaisonItem || "";
		/** @type {(item: HTMLElement) => HTMLElement | null | undefined} */
		const around = (item) => item.parentElement?.closest(".liaison-item");
		/** Also by its parent's tick. @type {(item?: HTMLElement | null) => boolean} */
		const isTicked = (item) =>
			!!item && (ticks.ids.has(idOf(item)) || isTicked(around(item)));
		/** @param {HTMLElement} item */
		const isTask = (item) =>
			!["event", "note"].includes(item.dataset.liaisonKind ?? "") &&
			item.dataset.liaisonApplies !== "no";
		// What is counted.
		const steps = items.filter((item) => isTask(item) && !around(item));
		/** @param {HTMLElement} item */
		const isOpen = (item) =>
			isTask(item) && item.dataset.liaisonState === "open" && !isTicked(item);
		/** @param {HTMLElement} item */
		const dueOf = (item) => dayOf(item.dataset.liaisonDue);
		/** @param {HTMLElement} item */
		const isOverdue = (item) =>
			isOpen(item) && !item.closest("[data-liaison-lapses]") && (dueOf(item) ?? Infinity) < today();

		// -- ticks

		/** @type {Map<HTMLElement, HTMLInputElement>} */
		const boxes = new Map();

		const addTicks = () => {
			for (const item of items) {
				if (!isTask(item) || item.dataset.liaisonState !== "open") continue;
				const text = item.querySelector(".liaison-text");
				const label = element("label", "liaison-tick");
				const box = document.createElement("input");
				box.type = "checkbox";
				box.setAttribute(
					"aria-label",
					`${say("My tick")}: ${(text?.textContent || idOf(item)).trim()}`,
				);
				box.addEventListener("change", () => {
					ticks.set(idOf(item), box.checked);
					paint();
				});
				label.append(box);
				item.prepend(label);
				boxes.set(item, box);
			}
		};

		// -- filters

		/** @type {Record<string, HTMLSelectElement>} */
		const selects = {};
		const now = document.createElement("input");
		const count = element("p", "liaison-count");
		const legend = element("p", "liaison-legend");

		/** @type {(name: string, title: string, options: string[][]) => HTMLElement} */
		const addSelect = (name, title, options) => {
			const label = element("label", "", `${title} `);
			const select = document.createElement("select");
			select.name = name;
			for (const [value, text] of options) select.add(new Option(text, value));
			label.append(select);
			selects[name] = select;
			return label;
		};

		/** @param {string} key @returns {string[][]} */
		const valuesOf = (key) => {
			const found = new Set(items.map((item) => item.dataset[key] || ""));
			found.delete("");
			return [...found]
				.map((value) => [value, nameOf(key, value)])
				.sort((one, other) => one[1].localeCompare(other[1]));
		};

		/** @param {string} key @param {string} value */
		const nameOf = (key, value) => {
			if (key !== "liaisonRole") return value;
			const [badge] = all(
				`[data-liaison-role="${CSS.escape(value)}"] > .liaison-meta [data-liaison-name]`,
			);
			return badge?.dataset.liaisonName || value;
		};

		/** @param {HTMLElement} item */
		const matches = (item) => {
			const { liaisonRole, liaisonDeliverable, liaisonState } = item.dataset;
			const role = selects.role.value;
			const deliverable = selects.deliverable.value;
			if (role && liaisonRole !== role) return false;
			if (deliverable && liaisonDeliverable !== deliverable) return false;
			const state = selects.state.value;
			if (state === "open" && !isOpen(item)) return false;
			if (state === "ticked" && !ticks.ids.has(idOf(item))) return false;
			if (state === "recorded" && liaisonState === "open") return false;
			return !now.checked || isNear(item);
		};

		/** @param {HTMLElement} item */
		const isNear = (item) => {
			const due = dueOf(item);
			if (due === null || item.dataset.liaisonApplies === "no") return false;
			const from = dayOf(item.dataset.liaisonFrom) ?? due;
			return isOverdue(item) || (due >= today() && from <= today() + AHEAD);
		};

		const filter = () => {
			if (!selects.role) return;
			// From the end: what an item holds stands behind it.
			const visible = new Set();
			for (const item of [...items].reverse()) {
				if (matches(item) || visible.has(item)) {
					visible.add(item);
					const parent = around(item);
					if (parent) visible.add(parent);
				}
			}
			for (const item of items) {
				item.hidden = !visible.has(item);
				// What is asked for does not hide inside something folded.
				/** @type {HTMLDetailsElement | null} */
				const fold = item.closest("details.liaison-steps");
				const parent = around(item);
				if (fold && parent && !item.hidden && !matches(parent)) fold.open = true;
			}
			for (const box of [...all(".liaison-not-applying"), ...phases]) {
				box.hidden = !box.querySelector(".liaison-item:not([hidden])");
			}
			const left = steps.filter((item) => !item.hidden).length;
			count.textContent =
				(left < steps.length ? `${left} ${say("of")} ` : "") +
				`${steps.length} ${say("steps")}`;
		};

		const showAll = () => {
			for (const select of Object.values(selects)) select.value = "";
			now.checked = false;
			filter();
		};

		/** @param {HTMLElement} before */
		const addControls = (before) => {
			const form = element("form", "liaison-controls");
			form.setAttribute("aria-label", say("Filter the steps"));
			form.addEventListener("submit", (event) => event.preventDefault());
			form.addEventListener("change", filter);
			const near = element("label", "liaison-near");
			now.type = "checkbox";
			now.name = "now";
			near.append(now, ` ${say("Now and next")}`);
			const clear = element("button", "", say("Show all"));
			clear.setAttribute("type", "button");
			clear.addEventListener("click", showAll);
			count.setAttribute("role", "status");
			form.append(
				addSelect("role", say("Role"), [["", say("all")], ...valuesOf("liaisonRole")]),
				addSelect("deliverable", say("Deliverable"), [
					["", say("all")],
					...valuesOf("liaisonDeliverable"),
				]),
				addSelect("state", say("State"), [
					["", say("all")],
					["open", say("to do")],
					["ticked", say("ticked by me")],
					["recorded", say("recorded by the team")],
				]),
				near,
				clear,
				count,
				legend,
			);
			before.before(form);
		};

		// -- today

		const summary = element("p", "liaison-now");

		const paintSummary = () => {
			const due = items
				.filter((item) => isOpen(item) && (dueOf(item) ?? -1) >= today())
				.sort((one, other) => (dueOf(one) ?? 0) - (dueOf(other) ?? 0))[0];
			const late = steps.filter(isOverdue);
			const release = dayOf(root.dataset.liaisonRelease);
			summary.replaceChildren(`${say("Today")}: `, time(today()), " (UTC)");
			/** @param {HTMLElement} item @param {string} text */
			const link = (item, text) => {
				const made = element("a", "", text);
				made.setAttribute("href", `#${item.id}`);
				return made;
			};
			if (due) {
				const day = dueOf(due) ?? 0;
				summary.append(` · ${say("next deadline")}: `, link(due, shown(day)));
				summary.append(`, ${distance(day)}`);
			}
			if (late.length) {
				summary.append(" · ", link(late[0], `${say("overdue")}: ${late.length}`));
			}
			if (release !== null) {
				summary.append(` · ${say("release")}: ${distance(release)}`);
			}
		};

		const paintPhases = () => {
			for (const old of all(".liaison-today, .liaison-badge-now")) old.remove();
			/** @type {HTMLElement | undefined} */
			let next, last;
			for (const phase of phases) {
				const from = dayOf(phase.dataset.liaisonFrom);
				const to = dayOf(phase.dataset.liaisonTo);
				const current = from !== null && to !== null && from <= today() && today() <= to;
				phase.classList.toggle("liaison-is-now", current);
				if (from !== null) last = phase;
				if (from !== null && from > today() && !next) next = phase;
				const when = phase.querySelector(".liaison-when");
				if (when && current) when.append(" ", badge(say("now")));
			}
			const line = element("p", "liaison-today");
			const text = element("span", "", `${say("Today")}, `);
			text.append(time(today()));
			line.append(text);
			if (next) next.before(line);
			else if (last) last.after(line);
		};

		/** @param {string} text */
		const badge = (text) => element("span", "liaison-badge liaison-badge-now", text);

		const paintItems = () => {
			for (const item of items) {
				const due = dueOf(item);
				const late = isOverdue(item);
				const box = boxes.get(item);
				const ticked = ticks.ids.has(idOf(item));
				if (box) box.checked = ticked;
				item.classList.toggle("liaison-is-ticked", ticked && box !== undefined);
				item.classList.toggle("liaison-is-overdue", late);
				const place = item.querySelector(":scope > .liaison-meta > .liaison-badge-due");
				if (place && due !== null && isOpen(item) && due - today() <= AHEAD) {
					const text = late ? `${say("overdue")}, ${distance(due)}` : distance(due);
					place.after(" ", badge(text));
				}
			}
		};

		const paintProgress = () => {
			for (const phase of phases) {
				const tasks = steps.filter((item) => phase.contains(item));
				const when = phase.querySelector(".liaison-when");
				if (!when || !tasks.length) continue;
				const done = tasks.filter((item) => !isOpen(item)).length;
				const text = `${done} ${say("of")} ${tasks.length} ${say("done")}`;
				when.querySelector(".liaison-progress")?.remove();
				when.append(" ", element("span", "liaison-progress", text));
			}
		};

		const paintTimeline = () => {
			for (const svg of root.querySelectorAll("svg.liaison-svg")) {
				svg.querySelector(".liaison-svg-today")?.remove();
				const { liaisonStart, liaisonEnd, liaisonLeft, liaisonWidth, liaisonHeight } =
					/** @type {SVGElement} */ (svg).dataset;
				const from = dayOf(liaisonStart) ?? 0;
				const share = (today() - from) / ((dayOf(liaisonEnd) ?? 0) - from);
				if (!(share >= 0 && share < 1)) continue;
				const x = (Number(liaisonLeft) + share * Number(liaisonWidth)).toFixed(1);
				const height = Number(liaisonHeight);
				const space = "http://www.w3.org/2000/svg";
				const group = document.createElementNS(space, "g");
				group.setAttribute("class", "liaison-svg-today");
				const line = document.createElementNS(space, "path");
				line.setAttribute("d", `M${x} 0V${height - 14}`);
				const text = document.createElementNS(space, "text");
				text.setAttribute("x", x);
				text.setAttribute("y", String(height - 3));
				text.setAttribute("text-anchor", share < 0.1 ? "start" : "middle");
				text.textContent = say("today");
				group.append(line, text);
				// Where lines leave room for words.
				svg.querySelector(".liaison-svg-lines")?.append(group);
			}
		};

		const paint = () => {
			paintTimeline();
			if (!items.length) return;
			paintSummary();
			paintPhases();
			paintItems();
			paintProgress();
			filter();
			legend.textContent = ticks.kept
				? say(
						"A tick is yours alone and stays in this browser. What the team " +
							"has recorded is marked Done or Skipped.",
					)
				: say("This browser keeps no ticks: they are lost with the page.");
		};

		// -- deep links

		/** Bring what the address names into view, whatever hides it. */
		const reveal = () => {
			const target = document.getElementById(location.hash.slice(1));
			if (!target || !root.contains(target)) return;
			if (target.closest("[hidden]")) showAll();
			for (const box of root.querySelectorAll("details")) {
				if (box.contains(target)) box.open = true;
			}
			const item = /** @type {HTMLElement} */ (
				target.closest(".liaison-item, .liaison-phase") || target
			);
			item.tabIndex = -1;
			item.focus({ preventScroll: true });
			item.scrollIntoView();
		};

		// -- now

		if (items.length) {
			addTicks();
			const first = phases[0] || items[0].parentElement;
			addControls(first);
			(root.querySelector(".liaison-controls") || first).before(summary);
		}
		paint();
		reveal();
		window.addEventListener("hashchange", reveal);
		// The browser itself goes to the address last, and takes the focus.
		window.addEventListener("load", reveal);
		root.addEventListener("click", (event) => {
			const link = /** @type {Element} */ (event.target).closest("a[href^='#']");
			// The address does not change when it is this one already.
			if (link && link.getAttribute("href") === location.hash) reveal();
		});
		window.addEventListener("storage", (event) => {
			if (event.key !== null && event.key !== ticks.key) return;
			ticks.read();
			paint();
		});
		// The page may stay open for months.
		let painted = today();
		const refresh = () => {
			if (painted === today()) return;
			painted = today();
			paint();
		};
		document.addEventListener("visibilitychange", refresh);
		setInterval(refresh, 60000);
	};

	// Deferred, or at the page's end.
	for (const root of document.querySelectorAll(".liaison-checklist")) {
		start(/** @type {HTMLElement} */ (root));
	}
})();
