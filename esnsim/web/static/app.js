"use strict";
(() => {
  // Dark where the reader has asked for it.
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  follow();
  dark.addEventListener("change", follow);

  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const HIGH = 300, LEFT = 46, RIGHT = 12, TOP = 10, BOTTOM = 28;
  // Where the axis of percent ends, and how far apart its labels are.
  const AXES = [[1, 0.25], [2, 0.5], [3, 1], [5, 1], [8, 2], [10, 2], [15, 5], [20, 5], [25, 5], [30, 10], [40, 10], [50, 10], [60, 20], [80, 20], [100, 20]];
  const axis = (most) => AXES.find(([end]) => end >= most) || AXES.at(-1);

  // Curves of several plans: days on one axis, percent of headcount on the other. `high` is how many dots there are for
  // them, `goal` what is to be reached, percent, and at the end of which day.
  const curves = (place, lines, days, start, label, { high = HIGH, goal = null } = {}) => {
    const [most, apart] = axis(Math.max(1, goal ? goal.percent : 0, ...lines.flatMap((line) => line.values)) * 1.02);
    // As wide as there is room, so that letters keep their size.
    const wide = Math.max(260, Math.min(place.clientWidth || 640, 1000));
    const x = (day) => LEFT + (wide - LEFT - RIGHT) * day / Math.max(days, 1);
    const y = (value) => high - BOTTOM - (high - TOP - BOTTOM) * value / most;
    const drawing = make("svg", { viewBox: `0 0 ${wide} ${high}` });
    for (let value = 0; value <= most; value += apart) {
      drawing.append(make("line", { x1: LEFT, x2: wide - RIGHT, y1: y(value), y2: y(value), class: value ? "grid" : "axis" }));
      drawing.append(make("text", { x: LEFT - 6, y: y(value) + 4, class: "tick", "text-anchor": "end" }, `${+value.toFixed(2)} %`));
    }
    const weeks = Math.round(days / 5), step = [1, 2, 4, 13, 26, 52].find((each) => weeks / each <= wide / 100) || 104;
    for (let week = 0; week <= weeks; week += step) {
      drawing.append(make("text", { x: x(week * 5), y: high - 8, class: "tick", "text-anchor": week === 0 ? "start" : week + step > weeks ? "end" : "middle" }, week ? `week ${week}` : "start"));
    }
    for (const line of lines) {
      const points = line.values.map((value, nth) => `${x(nth * (line.every || 1)).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
      drawing.append(make("polyline", { points, fill: "none", stroke: line.colour, "stroke-width": 2.6 }, make("title", {}, line.name)));
    }
    if (goal) {
      const [across, up] = [x(goal.day), y(goal.percent)];
      drawing.append(make("line", { x1: LEFT, x2: across, y1: up, y2: up, class: "goal" }));
      drawing.append(make("line", { x1: across, x2: across, y1: up, y2: y(0), class: "goal" }));
      drawing.append(make("text", { x: LEFT + 4, y: up - 5 < 14 ? up + 14 : up - 5, class: "tick" }, "goal"));
    }
    place.replaceChildren(drawing);
    place.setAttribute("aria-label", `${label}: ` + lines.map((line) => `${line.name} ${line.values.at(-1).toFixed(1)} percent`).join(", "));
  };

  // Which colour is which plan, above the curves.
  const key = (place, lines) => {
    const shown = document.createElement("div");
    shown.className = "key";
    shown.append(...lines.map((line) => {
      const entry = document.createElement("span"), swatch = document.createElement("i");
      swatch.style.background = line.colour;
      entry.append(swatch, line.name);
      return entry;
    }));
    place.prepend(shown);
  };
  window.esnsim = { curves, key };

})();
