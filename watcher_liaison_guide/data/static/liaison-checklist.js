// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The days, in UTC, are those of checklist/week.py; the page is whole without
// this: see export/markup.py.
(() => {
	"use strict";

	const DAY = 86400000;
	const MOST_LATE = 5;
	// Sphinx has "sr@latin".
	const language = document.documentElement.lang.split("@")[0] || "en";
	const query = () => new URLSearchParams(location.search);

	const iso = (time) => new Date(time).toISOString().slice(0, 10);
	const today = () => iso(Date.now());
	const later = (day, by) => iso(Date.parse(day) + by * DAY);
	const between = (day, other) => Math.round((Date.parse(other) - Date.parse(day)) / DAY);
	const shareOf = (first, day, last) => between(first, day) / between(first, last);
	const sundayOf = (day) => later(day, 6 - ((new Date(day).getUTCDay() + 6) % 7));
	const distance = (day, to, where) =>
		new Intl.RelativeTimeFormat(where, { numeric: "auto" }).format(between(day, to), "day").replace(",", "");

	/** @type {(day: string, year?: boolean, where?: string) => string} */
	const shown = (day, year, where = language === "en" ? "en-GB" : language) =>
		new Intl.DateTimeFormat(where, {
			weekday: "short",
			day: "numeric",
			month: "short",
			year: year ? "numeric" : undefined,
			timeZone: "UTC",
		})
			.format(Date.parse(day))
			.replace("Sept", "Sep")
			.replace(",", "");

	const make = (name, values) => Object.assign(document.createElement(name), values);

	// Write a number in the words of its place.
	const fill = (place, number) => {
		const { one, many } = place.dataset;
		place.textContent = number === 1 && one ? one : many.replace("%d", number);
	};

	const isOneOf = (name, names = "") => !name || names.split(" ").includes(name);

	const stateOf = ({ dataset: row }, day) => {
		if (day > row.liaisonDue) {
			if (!row.liaisonLate) return "over";
			return day <= row.liaisonLate ? "late" : "without-record";
		}
		const begun = !row.liaisonFrom || row.liaisonFrom <= day;
		if (row.liaisonRecurs) return begun ? "recurring" : "ahead";
		if (day >= row.liaisonThis) return "this-week";
		if (day >= row.liaisonNext) return "next-week";
		return row.liaisonFrom && begun ? "under-way" : "ahead";
	};

	const isBetween = ({ dataset: { liaisonFrom, liaisonTo } }, first, last) =>
		liaisonFrom <= last && first <= liaisonTo;

	const start = (root) => {
		const words = JSON.parse(root.dataset.liaisonWords || "{}");
		const say = (text) => words[text] || text;
		/** @type {(selector: string, inside?: Element) => any[]} */
		const all = (selector, inside = root) => Array.from(inside.querySelectorAll(selector));
		/** @type {(selector: string, inside?: Element) => any} */
		const get = (selector, inside = root) => inside.querySelector(selector);

		const { liaisonTeam, liaisonGuide, liaisonCycle, liaisonRelease } = root.dataset;
		const items = all(".liaison-item");
		const phases = all(".liaison-phase");
		const rows = items
			.filter((one) => one.dataset.liaisonRow)
			.sort((one, other) => one.dataset.liaisonRow - other.dataset.liaisonRow);
		const lists = all("[data-of]");
		const inputs = all("[name]");
		const said = get(".liaison-said");
		const panel = get(".liaison-week");
		const gone = get(".liaison-gone");
		const nick = get(".liaison-nick");
		let painted, view;

		const leaves = (item) => all("input[data-item]:not([data-parent])", item);
		// A box that follows from none is its own part.
		const partsOf = (box) =>
			leaves(box.closest(".liaison-item")).filter((one) =>
				`${one.dataset.item}/`.startsWith(`${box.dataset.item}/`),
			);
		// A group due on several days is one item.
		const countOf = (found) => new Set(found.map((one) => one.dataset.liaisonItem)).size;
		const isOpen = (item) => leaves(item).some((one) => !one.checked);
		const phaseOf = ({ dataset: { liaisonPhase } }) =>
			phases.find((one) => one.dataset.liaisonPhase === liaisonPhase);

		const key = `liaison-ticks:${liaisonTeam}:${liaisonCycle}`;
		let ids = new Set();
		let kept = true;
		const storing = (act) => {
			try {
				act(localStorage);
			} catch (error) {
				// Broken content is as good as none.
				if (!(error instanceof SyntaxError)) get(".liaison-lost").hidden = kept = false;
			}
		};

		const read = () =>
			storing((storage) => {
				ids = new Set(Object.values(JSON.parse(storage.getItem(key) || "[]") || []));
			});

		const readBoxes = () => {
			read();
			for (const box of leaves(root)) box.checked = ids.has(box.dataset.item);
			items.forEach(paintItem);
			phases.forEach(paintPhase);
			filter();
		};

		const tick = (boxes, on, what) => {
			if (kept) read();
			const changed = boxes.filter((one) => ids.has(one.dataset.item) !== on);
			const touched = new Set();
			for (const box of changed) {
				box.checked = on;
				if (on) ids.add(box.dataset.item);
				else ids.delete(box.dataset.item);
				for (let item = box; (item = item.parentElement.closest(".liaison-item")); ) touched.add(item);
			}
			storing((storage) => storage.setItem(key, JSON.stringify([...ids].sort())));
			touched.forEach(paintItem);
			new Set([...touched].map(phaseOf)).forEach(paintPhase);
			filter([...touched]);
			const onclick = () => {
				tick(changed, !on, what);
				(changed[0]?.offsetParent ? changed[0] : said).focus();
			};
			const undo = make("button", { type: "button", textContent: say("Undo"), onclick });
			said.replaceChildren(`${on ? say("Ticked") : say("Tick removed")}: ${what} `, undo);
		};

		const paintItem = (item) => {
			if (!leaves(item).length) return;
			const whole = !isOpen(item);
			for (const own of all(":scope > :is(.liaison-row, .liaison-members) [data-parent]", item)) {
				const parts = partsOf(own).map((one) => one.checked);
				own.checked = !parts.includes(false);
				own.indeterminate = !own.checked && parts.includes(true);
			}
			item.classList.toggle("liaison-is-ticked", whole);
			const members = get(":scope > .liaison-members", item);
			if (members) fill(get(".liaison-progress", members), all(":is(td, li):not(:empty, :has(input:not(:checked)))", members).length);
			const state = get(":scope > .liaison-row > .liaison-state", item);
			state.dataset.open ??= state.textContent;
			const missed = { late: say("late"), "without-record": say("no record") };
			state.textContent = whole ? say("ticked") : missed[item.dataset.liaisonState] || state.dataset.open;
		};

		const paintPhase = (phase) => {
			const progress = phase && get(":scope > .liaison-fold > summary > .liaison-progress", phase);
			if (!progress) return;
			const tasks = items.filter((one) => one.dataset.liaisonTask && phaseOf(one) === phase);
			fill(progress, countOf(tasks) - countOf(tasks.filter(isOpen)));
		};

		const homes = new Map(); // of rows that are elsewhere

		const move = (item, list) => {
			const place = make("li", { className: "liaison-moved" });
			const id = item.id || get(".liaison-row", item).id || (item.id = `row-${item.dataset.liaisonRow}`);
			place.append(make("a", { href: `#${id}`, textContent: get(".liaison-short", item).textContent }));
			homes.set(item, place);
			item.replaceWith(place);
			const after = all(".liaison-event", list).find((one) => one.dataset.liaisonFrom > item.dataset.liaisonDue);
			list.insertBefore(item, after || null);
		};

		// Put each row where the day and the view want it.
		const place = () => {
			const day = (painted = today());
			view = query().get("view") || "week";
			for (const [item, place] of homes) place.replaceWith(item);
			homes.clear();
			for (const row of rows) {
				const state = (row.dataset.liaisonState = stateOf(row, day));
				const wanted = view === "week" || state === "over" ? state : `role-${row.dataset.liaisonRole}`;
				const list = lists.find((one) => isOneOf(wanted, one.dataset.of));
				if (list && view !== "phases") move(row, list);
			}
			const sunday = sundayOf(day);
			const monday = later(sunday, -6);
			for (const event of all(".liaison-event")) event.hidden = !isBetween(event, monday, sunday);
			get("h2 > span", panel).textContent = `${shown(monday)} – ${shown(sunday)}`;
			for (const one of all("[data-view]")) one.ariaPressed = one.dataset.view === view;
			rows.forEach(paintItem);
			paintDay(day);
			filter();
		};

		const paintDay = (day) => {
			const [until, now] = all(".liaison-status .liaison-relative");
			if (liaisonRelease) until.textContent = `, ${distance(day, liaisonRelease, language)}`;
			for (const phase of phases) phase.classList.toggle("liaison-is-now", isBetween(phase, day, day));
			now.textContent = phases.filter(isCurrent).map((one) => one.dataset.liaisonTitle).join(", ");
			get(".liaison-now").hidden = !now.textContent;
			get(".liaison-over").hidden = !(day > liaisonRelease);
			const kept = get(".liaison-elsewhere");
			if (kept) kept.hidden = location.href.startsWith(get("a", kept).href);
			const mark = get(".liaison-strip-today");
			if (mark) {
				const { liaisonFrom, liaisonTo } = mark.parentElement.dataset;
				const share = shareOf(liaisonFrom, day, liaisonTo);
				mark.hidden = !(share >= 0 && share <= 1);
				if (!mark.hidden) get("svg", mark).setAttribute("width", `${share * 100}%`);
				const dates = all(".liaison-strip > :has(time)");
				const coming = dates.filter((one) => get("time", one).dateTime >= day);
				const near = [...coming, dates.at(-1)].slice(0, 2);
				for (const one of dates) one.classList.toggle("liaison-near", near.includes(one));
			}
			const old = get(".liaison-age [data-many]");
			if (old) {
				const days = between(get(".liaison-age time").dateTime, day);
				fill(old, days);
				old.classList.toggle("liaison-is-stale", days > 21);
			}
			for (const one of all("[data-liaison-statuses]")) {
				for (const [from, text] of JSON.parse(one.dataset.liaisonStatuses)) {
					if (from <= day) one.textContent = text;
				}
			}
			paintTimelines(day);
		};

		const isCurrent = (phase) => isBetween(phase, painted, painted) && !phase.dataset.liaisonLong;

		const paintTimelines = (day) => {
			for (const mark of all(".liaison-svg-today")) {
				const { liaisonStart, liaisonEnd, liaisonLeft, liaisonWidth } = mark.closest("svg").dataset;
				const share = shareOf(liaisonStart, day, liaisonEnd);
				mark.setAttribute("transform", `translate(${+liaisonLeft + share * liaisonWidth})`);
				mark.setAttribute("visibility", share >= 0 && share < 1 ? "visible" : "hidden");
			}
		};

		const chosen = {};

		const go = (changes, push) => {
			const wanted = query();
			for (const [name, value] of Object.entries(changes)) {
				if (value) wanted.set(name, value);
				else wanted.delete(name);
			}
			const address = `${location.pathname}?${wanted}`.replace(/\?$/, "");
			history[push ? "pushState" : "replaceState"](null, "", address + (push ? "" : location.hash));
			follow();
		};

		const follow = () => {
			for (const one of inputs) {
				one.value = query().get(one.name) || "";
				// Not each cycle has each role.
				chosen[one.name] = one.value ||= "";
			}
			get(".liaison-filters").open ||= chosen.deliverable || chosen.state || chosen.text;
			if (view === (query().get("view") || "week") && painted === today()) filter();
			else place();
		};

		const hasRole = (item) => isOneOf(chosen.role, item.dataset.liaisonRole);

		const isWanted = (item) =>
			hasRole(item) &&
			isOneOf(chosen.deliverable, item.dataset.liaisonDeliverables) &&
			item.textContent.toLowerCase().includes(chosen.text.toLowerCase());

		const missing = () =>
			rows.filter((one) => one.dataset.liaisonState === "without-record" && isWanted(one) && isOpen(one));

		const matches = (item) => {
			const isOf = {
				open: isOpen,
				ticked: () => leaves(item).some((one) => one.checked),
				recorded: () => get(".liaison-badge-done, .liaison-badge-skipped", item),
			}[chosen.state];
			return (!isOf || isOf(item)) && isWanted(item);
		};

		// Show what is asked for, of all or some items.
		const filter = (found = items) => {
			let changed = found === items;
			for (const item of found) {
				const hidden = !matches(item) && !all(".liaison-item", item).some(matches);
				changed ||= hidden !== item.hidden;
				item.hidden = hidden;
				if (homes.has(item)) homes.get(item).hidden = hidden;
			}
			const open = missing();
			gone.hidden = !open.length || view !== "week";
			fill(get("summary", gone), open.length);
			for (const line of all("[data-phase]", gone)) {
				const { length } = open.filter((one) => one.dataset.liaisonPhase === line.dataset.phase);
				line.hidden = !length;
				fill(get("[data-many]", line), length);
			}
			const nothing = get(".liaison-nothing");
			nothing.hidden = !!get(".liaison-item:not([hidden])", panel);
			const ahead = (nothing.hidden ? [] : rows).filter(
				(one) => !one.dataset.liaisonRecurs && one.dataset.liaisonDue > painted && isWanted(one) && isOpen(one),
			);
			const { liaisonDue } = ahead[0]?.dataset || {};
			get("span", nothing).hidden = !liaisonDue;
			if (liaisonDue) {
				Object.assign(get("time", nothing), { dateTime: liaisonDue, textContent: shown(liaisonDue) });
				fill(get("[data-many]", nothing), ahead.filter((one) => one.dataset.liaisonDue === liaisonDue).length);
			}
			if (!changed) return;
			for (const box of [...all(".liaison-not-applying"), ...phases]) {
				const some = get(":is(.liaison-item, .liaison-moved):not([hidden])", box);
				box.hidden = !some || (view === "owner" && rows.length && phases.includes(box));
			}
			fill(get(".liaison-count > span"), countOf(items.filter((one) => one.dataset.liaisonTask && !one.hidden)));
			for (const list of lists) {
				const { length } = all(":scope > .liaison-item:not([hidden])", list);
				const box = list.parentElement;
				const summary = get(":scope > summary", box);
				if (summary) fill(summary, length);
				box.hidden = box === panel ? view !== "week" : !length;
			}
		};

		const EVERYTHING = { role: "", deliverable: "", state: "", text: "" };

		const copy = async (text) => {
			try {
				await navigator.clipboard.writeText(text);
				said.textContent = say("Copied");
			} catch {
				said.textContent = say("Not copied");
			}
		};

		const record = () => {
			const by = JSON.stringify(nick.value.trim());
			if (by === '""') {
				said.textContent = say("Enter your name first.");
				nick.closest("details").open = true;
				return nick.focus();
			}
			const done = all('[data-item]:checked:not([data-liaison-kind="group"] > .liaison-row > *)');
			const lines = done.map(({ dataset: { item } }) => {
				const name = /^[\w./-]+$/.test(item) ? item : JSON.stringify(item);
				return `  ${name}: {done: ${today()}, by: ${by}}\n`;
			});
			copy(`items:${lines.length ? "\n" : " {}\n"}${lines.join("")}`);
		};

		// What "agenda --format markdown" prints.
		const agenda = () => {
			const day = today();
			const data = JSON.parse(panel.dataset.liaisonAgenda);
			const dayOf = (on, year = on.slice(0, 4) !== day.slice(0, 4)) => shown(on, year, "en-GB");
			const sunday = sundayOf(day);
			const [monday, last] = [1, 7].map((by) => dayOf(later(sunday, by)));
			const days = { today: dayOf(day, true), sunday: dayOf(sunday), monday, last };
			const lines = [];
			const headed = (found) =>
				lines.push(...found.map((one) => one.replace(/\{(\w+)\}/g, (_, name) => days[name])));
			const list = (found) =>
				lines.push(...found.map((one) => `- ${one.replace(/\x02(.*?)\x03/g, (_, on) => dayOf(on))}`));
			const current = (found) =>
				found.filter(([from, to]) => from <= day && day <= to).map((one) => one[2]);
			headed(data.title);
			const when = liaisonRelease && `${dayOf(liaisonRelease, true)}, ${distance(day, liaisonRelease, "en").replace(",", "")}`;
			list([`Release: ${when || "day not known yet"}`, ...current(data.dated)]);
			const having = (state, what) =>
				rows
					.filter((one) => hasRole(one) && stateOf(one, day) === state)
					.map((one) => what[one.dataset.liaisonRow]);
			for (const [state, heading, otherwise] of data.sections) {
				const found = having(state, data.rows);
				if (found.length || otherwise) headed(heading);
				if (!found.length && otherwise) lines.push(otherwise);
				const early = state === "late" ? found.splice(0, found.length - MOST_LATE).length : 0;
				list(early ? [...found, `and ${early} earlier`] : found);
			}
			const recurring = having("recurring", data.shorts);
			const missing = having("without-record", data.shorts).length;
			if (recurring.length || missing) lines.push("");
			if (recurring.length) lines.push(`Recurring and as needed: ${recurring.join("; ")}`);
			if (missing) lines.push(missing === 1 ? data.missing[0] : data.missing[1].replace("%d", missing));
			for (const [heading, dated] of data.more) {
				const found = current(dated);
				if (found.length) headed(heading);
				list(found);
			}
			copy(`${lines.join("\n")}\n`);
		};

		const acts = {
			agenda,
			record,
			all: () => go(EVERYTHING),
			export: () => {
				const made = { team: liaisonTeam, cycle: liaisonCycle, by: nick.value, ticks: [...ids].sort() };
				const href = URL.createObjectURL(new Blob([JSON.stringify(made, null, 1)]));
				make("a", { href, download: `${liaisonTeam}-${liaisonCycle}-ticks.json` }).click();
			},
			done: (button) => {
				const mine = missing().filter(
					(one) => one.dataset.liaisonPhase === button.parentElement.dataset.phase,
				);
				tick(mine.flatMap(leaves), true, button.textContent);
				said.focus();
			},
		};

		const reveal = () => {
			const target = document.getElementById(location.hash.slice(1));
			if (!target || !root.contains(target)) return;
			if (target.closest("[hidden]")) go({ ...EVERYTHING, view: "" });
			/** @type {any} */
			const item = target.closest(".liaison-item, section") || target;
			const fold = get(".liaison-fold", item);
			for (const box of all("details")) box.open ||= box === fold || box.contains(target);
			item.tabIndex = -1;
			item.focus();
			item.scrollIntoView();
		};

		for (const one of all(".liaison-picture")) {
			new ResizeObserver(() => (one.tabIndex = one.scrollWidth > one.clientWidth ? 0 : -1)).observe(one);
		}
		if (!panel || !items.length) {
			paintTimelines(today());
			return;
		}
		storing((storage) => {
			// Of earlier versions.
			const before = `liaison-ticks:${liaisonGuide}:${liaisonCycle}`;
			const old = storage.getItem(before);
			if (!old || storage.getItem(key)) return;
			storage.setItem(key, old);
			storage.removeItem(before);
		});
		for (const one of all(".liaison-live, .liaison-status label, .liaison-skip")) one.hidden = false;
		storing((storage) => {
			nick.value = storage.getItem("liaison-nick");
			const role = storage.getItem("liaison-role");
			if (role && !query().has("role")) go({ role });
		});
		follow();
		readBoxes();
		for (const phase of phases) get("details", phase).open = isCurrent(phase);
		const link = get(".liaison-hint a");
		if (link) root.style.setProperty("--liaison-link", getComputedStyle(link).color);
		reveal();
		// Some themes put their navigation before the page.
		if (get("h1") && !location.hash && panel.getBoundingClientRect().top > innerHeight) panel.scrollIntoView({ behavior: "instant" });

		const change = async ({ target: input }) => {
			const item = input.closest(".liaison-item");
			if (input.dataset.item) {
				tick(partsOf(input), input.checked, input.getAttribute("aria-label"));
				if (!item.hidden) return;
				const isNext = (one) => one.offsetParent && item.compareDocumentPosition(one) & 4;
				(all("[data-item]").find(isNext) || said).focus();
			} else if (input.type === "file") {
				try {
					const { team, cycle, ticks, by } = JSON.parse(await input.files[0].text());
					if (team !== liaisonTeam || cycle !== liaisonCycle) throw cycle;
					tick(leaves(root).filter((one) => ticks.includes(one.dataset.item)), true, input.files[0].name);
					nick.value ||= by || "";
				} catch {
					said.textContent = say("This file has no ticks.");
				}
				input.value = "";
			} else if (input === nick) {
				storing((storage) => storage.setItem("liaison-nick", nick.value));
			} else if (input.name) {
				if (input.name === "role") storing((storage) => storage.setItem("liaison-role", input.value));
				go({ [input.name]: input.value }, true);
			}
		};
		const click = ({ target }) => {
			const button = target.closest("[data-do]");
			if (button) acts[button.dataset.do](button);
			const wanted = target.closest("[data-view]")?.dataset.view;
			if (wanted) go({ view: wanted.replace("week", "") }, true);
			// The address may be this one already.
			if (target.closest("a")?.getAttribute("href") === location.hash) reveal();
		};
		root.addEventListener("change", change);
		root.addEventListener("click", click);
		addEventListener("popstate", follow);
		addEventListener("hashchange", reveal);
		// The browser goes to the address last.
		addEventListener("load", reveal);
		addEventListener("storage", (event) => {
			if (event.key === null || event.key === key) readBoxes();
		});
		const refresh = () => painted === today() || place();
		document.addEventListener("visibilitychange", refresh);
		setInterval(refresh, 60000);
	};

	document.querySelectorAll(".liaison-checklist").forEach(start);
})();
