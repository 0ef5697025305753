"use strict";
// The page of a class: curves that can be distinguished, and a browser that finds its way back.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const LEFT = 54, TOP = 14, BOTTOM = 34, NARROW = 520, WIDE = 800, MARKERS = 5, BESIDE = 34, NARROW_END = 30;
  const DASHES = ["", "9 5", "2 4", "12 4 2 4", "6 3"];
  // The outlines of markers around a point; who comes later has another one, or another pattern of dashes.
  const SHAPES = [
    (x, y, r) => `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`,
    (x, y, r) => `M${x - r},${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
    (x, y, r) => `M${x},${y - r * 1.2}L${x + r * 1.2},${y + r}H${x - r * 1.2}z`,
    (x, y, r) => `M${x},${y - r * 1.4}L${x + r * 1.4},${y}L${x},${y + r * 1.4}L${x - r * 1.4},${y}z`,
    (x, y, r) => `M${x - r * 1.2},${y - r}H${x + r * 1.2}L${x},${y + r * 1.2}z`,
    (x, y, r) => `M${x - r},${y - r}L${x + r},${y + r}M${x - r},${y + r}L${x + r},${y - r}`,
    (x, y, r) => `M${x - r * 1.3},${y}H${x + r * 1.3}M${x},${y - r * 1.3}V${y + r * 1.3}`,
  ];
  const look = (line) => ({ stroke: line.colour, "stroke-width": line.nth ? 2.4 : 2, "stroke-dasharray": DASHES[line.nth % DASHES.length] });
  const marker = (line, x, y, r = 4.5) => make("path", { d: SHAPES[line.nth % SHAPES.length](x, y, r), fill: "#fff", stroke: line.colour, "stroke-width": 1.8, class: "marker" });
  const ends = (line) => line.interval ? ` (${line.interval.map((value) => value.toFixed(1)).join(" to ")})` : "";
  const said = (line) => `${line.name} ${line.values.at(-1).toFixed(1)} %`;

  // How wide a text will be, measured as the page writes it.
  const pen = document.createElement("canvas").getContext("2d");
  const widthOf = (words, letters, place) => {
    pen.font = `${letters}px ${getComputedStyle(place).fontFamily}`;
    return pen.measureText(words).width;
  };

  // Where axes of percent end, and how far apart their labels are.
  const AXES = [[5, 1], [10, 2], [20, 5], [30, 10], [40, 10], [50, 10], [60, 20], [80, 20], [100, 20]];

  // Places for labels that would lie on each other: as near to where they belong as there is room.
  const apart = (wanted, low, high, gap) => {
    const order = wanted.map((y, nth) => [y, nth]).sort((one, other) => one[0] - other[0]);
    const found = [];
    order.forEach(([y], place) => { found[place] = Math.max(y, place ? found[place - 1] + gap : low); });
    for (let place = found.length - 1, most = high; place >= 0; place -= 1, most -= gap) found[place] = Math.min(found[place], most);
    const places = [];
    order.forEach(([, nth], place) => { places[nth] = found[place]; });
    return places;
  };

  const draw = (place, message) => {
    const lines = message.curves, days = message.weeks;
    const wide = Math.max(280, Math.min(place.clientWidth || 640, 1400)), beside = wide >= NARROW;
    // On a wall they are read from far away.
    const letters = wide >= WIDE ? 16 : 12, gap = letters * 1.3;
    const high = Math.max(wide >= WIDE ? 360 : 300, beside ? TOP + BOTTOM + gap * (lines.length + 1) : 0);
    const now = lines[0].values.length - 1;
    // A label begins at the end of its curve: beside the weeks that are still to come, or right of the last one.
    const longest = Math.min(wide * 0.4, Math.max(...lines.map((line) => widthOf(said(line), letters, place))));
    const across = beside ? Math.min(wide - LEFT - NARROW_END, (wide - LEFT - BESIDE - longest) * days / Math.max(now, 1)) : wide - LEFT - NARROW_END;
    const right = wide - LEFT - across;
    const most = (AXES.find(([end]) => end >= 1.02 * Math.max(1, ...lines.flatMap((line) => [...line.values, ...(line.interval || [])]))) || AXES.at(-1));
    const x = (week) => LEFT + (wide - LEFT - right) * week / Math.max(days, 1);
    const y = (value) => high - BOTTOM - (high - TOP - BOTTOM) * Math.max(0, value) / most[0];
    const drawing = make("svg", { viewBox: `0 0 ${wide} ${high}` });
    const text = (where, words) => make("text", { "font-size": letters, fill: "#333", ...where }, words);
    for (let value = 0; value <= most[0]; value += most[1]) {
      drawing.append(make("line", { x1: LEFT, x2: wide - right, y1: y(value), y2: y(value), stroke: value ? "#e4e4e4" : "#6b6b6b" }));
      drawing.append(text({ x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, `${value} %`));
    }
    const step = [1, 2, 4, 8, 13, 26, 52].find((each) => days / each <= (wide - right) / 90) || 104;
    for (let week = 0; week <= days; week += step) {
      drawing.append(text({ x: x(week), y: high - 8, "text-anchor": week ? "middle" : "start" }, week ? `week ${week}` : "start"));
    }
    lines.forEach((line) => {
      const points = line.values.map((value, week) => `${x(week).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
      drawing.append(make("polyline", { points, fill: "none", ...look(line) }, make("title", {}, said(line) + ends(line))));
    });
    // Markers of each stand at places of their own, so that curves that coincide show all of theirs.
    lines.forEach((line, nth) => {
      const every = Math.max(2, now / MARKERS);
      for (let week = every * nth / lines.length; week < now; week += every) {
        const before = Math.floor(week), part = week - before;
        const value = line.values[before] * (1 - part) + line.values[before + 1] * part;
        drawing.append(marker(line, x(week), y(value)));
      }
    });
    const labels = apart(lines.map((line) => y(line.values.at(-1))), TOP, high - BOTTOM, gap);
    lines.forEach((line, nth) => {
      const [end, at] = [x(now), y(line.values.at(-1))], across = end + 6 + 18 * (nth + 1) / (lines.length + 1);
      if (line.interval) {
        const [low, top] = line.interval.map(y);
        drawing.append(make("path", { d: `M${across - 3},${low}h6M${across},${low}V${top}M${across - 3},${top}h6`, stroke: line.colour, "stroke-width": 1.8, fill: "none", class: "interval" }));
      }
      drawing.append(marker(line, across, at));
      if (!beside) return;
      drawing.append(make("path", { d: `M${across + 4},${at}L${end + 27},${labels[nth]}`, stroke: line.colour, "stroke-width": 0.8, fill: "none" }));
      const label = text({ x: end + 30, y: labels[nth] + 4 }, said(line));
      // A long name is cut in the middle, where there is no room for it before the edge.
      drawing.append(label);
      label.dataset.room = wide - end - 32;
    });
    place.replaceChildren(...(beside ? [] : [key(lines)]), drawing);
    drawing.querySelectorAll("text[data-room]").forEach((label) => fit(label, Number(label.dataset.room)));
    place.setAttribute("aria-label", `Contributors: ${lines.map((line) => said(line) + ends(line)).join(", ")}`);
  };
  const fit = (label, room) => {
    const whole = label.textContent;
    for (let kept = whole.length - 1; kept > 8 && label.getComputedTextLength() > room; kept -= 1) {
      label.textContent = `${whole.slice(0, Math.ceil(kept / 2))}…${whole.slice(whole.length - Math.floor(kept / 2))}`;
    }
  };
  // Where there is no room beside the curves, what is what stands above them.
  const key = (lines) => {
    const found = document.createElement("div");
    found.className = "key";
    found.append(...lines.map((line) => {
      const entry = document.createElement("span"), sample = make("svg", { width: 30, height: 12, "aria-hidden": "true", class: "sample" });
      sample.append(make("path", { d: "M0,6H30", fill: "none", ...look(line) }), marker(line, 15, 6));
      entry.append(sample, ` ${said(line)}${ends(line)}`);
      return entry;
    }));
    return found;
  };

  let last = null;
  const redraw = () => {
    const place = document.getElementById("board");
    if (place && last && place.dataset.whose === last.whose) draw(place, last);
  };

  // What this browser is in a class, for this window first, and for one that is opened later.
  const HERE = "esnsim-class", TAB = "esnsim-page", TICKS = "esnsim-ticks";
  const kept = (store, name) => { try { return JSON.parse(store.getItem(name) || "null"); } catch (error) { return null; } };
  const keep = (store, name, value) => { try { store.setItem(name, JSON.stringify(value)); } catch (error) { /* nothing is remembered then */ } };
  const remember = (message) => {
    keep(sessionStorage, HERE, message);
    keep(localStorage, HERE, message);
    keep(sessionStorage, TICKS, {});
  };
  const recall = () => {
    const known = kept(sessionStorage, HERE) || kept(localStorage, HERE);
    if (!known || !known.code) return;
    if (kept(sessionStorage, TAB) !== "Play") document.querySelector("a[data-value='Class']")?.click();
    Shiny.setInputValue("remembered", { ...known, ticks: kept(sessionStorage, TICKS) || {} });
  };
  const noteTicks = () => {
    const ticked = [...document.querySelectorAll("#class_content input[id^='do_']:checked")].map((box) => box.id.slice(3));
    const amounts = ticked.map((kind) => [kind, Number(document.getElementById(`amount_${kind}`)?.value)]);
    if (document.getElementById("submit_plan")) keep(sessionStorage, TICKS, Object.fromEntries(amounts));
  };

  document.addEventListener("click", (event) => {
    const begin = event.target.closest("#begin_round");
    if (!begin) return;
    begin.disabled = true;
    Shiny.setInputValue("next_round", Number(begin.dataset.round), { priority: "event" });
  });
  document.addEventListener("shown.bs.tab", (event) => { if (event.target.dataset.value) keep(sessionStorage, TAB, event.target.dataset.value); });
  document.addEventListener("shown.bs.modal", (event) => {
    const shown = event.target.querySelector("#facilitator_key");
    if (shown) setTimeout(() => { shown.textContent = ""; event.target.querySelector("[data-bs-dismiss]")?.click(); }, 1000 * Number(shown.dataset.seconds));
  });
  addEventListener("resize", redraw);

  const wire = () => {
    Shiny.addCustomMessageHandler("board", (message) => { last = message; redraw(); });
    Shiny.addCustomMessageHandler("remember", remember);
    // The library's own events go through jQuery.
    const page = window.jQuery(document);
    page.one("shiny:connected", recall);
    page.on("shiny:value", (event) => { if (event.name === "class_content") setTimeout(redraw); });
    page.on("shiny:inputchanged", (event) => { if (/^(do|amount)_/.test(event.name)) setTimeout(noteTicks); });
  };
  if (window.Shiny) wire(); else document.addEventListener("DOMContentLoaded", wire);
})();
