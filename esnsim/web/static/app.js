"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const HIGH = 300, LEFT = 46, RIGHT = 12, TOP = 10, BOTTOM = 28;
  const ceiling = (most) => [5, 10, 20, 30, 40, 50, 60, 80, 100].find((each) => each >= most) || 100;

  // Curves of several plans: days on one axis, percent of headcount on the other.
  const curves = (place, lines, days, start, label) => {
    const most = ceiling(Math.max(1, ...lines.flatMap((line) => line.values)) * 1.02);
    // As wide as there is room, so that letters keep their size.
    const wide = Math.max(280, Math.min(place.clientWidth || 640, 1000));
    const x = (day) => LEFT + (wide - LEFT - RIGHT) * day / Math.max(days, 1);
    const y = (value) => HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * value / most;
    const drawing = make("svg", { viewBox: `0 0 ${wide} ${HIGH}` });
    for (let nth = 0; nth <= 4; nth += 1) {
      const value = most * nth / 4;
      drawing.append(make("line", { x1: LEFT, x2: wide - RIGHT, y1: y(value), y2: y(value), stroke: nth ? "#e4e4e4" : "#6b6b6b" }));
      drawing.append(make("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end", "font-size": 12, fill: "#444" }, `${+value.toFixed(1)} %`));
    }
    const weeks = Math.round(days / 5), step = [1, 2, 4, 13, 26, 52].find((each) => weeks / each <= wide / 100) || 104;
    for (let week = 0; week <= weeks; week += step) {
      drawing.append(make("text", { x: x(week * 5), y: HIGH - 8, "text-anchor": week === 0 ? "start" : week + step > weeks ? "end" : "middle", "font-size": 12, fill: "#444" }, week ? `week ${week}` : "start"));
    }
    for (const line of lines) {
      const points = line.values.map((value, nth) => `${x(nth * (line.every || 1)).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
      drawing.append(make("polyline", { points, fill: "none", stroke: line.colour, "stroke-width": 2.6 }, make("title", {}, line.name)));
    }
    place.replaceChildren(drawing);
    place.setAttribute("aria-label", `${label}: ` + lines.map((line) => `${line.name} ${line.values.at(-1).toFixed(1)} percent`).join(", "));
  };

  let colours = [], places = [], spots = [];
  const layOut = (message) => {
    [colours, places, spots] = [message.colours, message.places, message.map];
    const map = document.getElementById("map");
    map.replaceChildren(...spots.map((spot, nth) => {
      const button = document.createElement("button");
      button.type = "button";
      Object.assign(button.style, { left: `${50 + 49 * spot.x}%`, top: `${50 - 49 * spot.y}%`, width: `${98 * spot.r}%`, height: `${98 * spot.r}%` });
      if (spot.r > 0.1) {
        const name = document.createElement("span");
        name.textContent = spot.name;
        button.append(name);
      }
      button.addEventListener("click", () => Shiny.setInputValue("unit", nth, { priority: "event" }));
      return button;
    }));
  };
  const paint = (units) => {
    const buttons = document.getElementById("map").children;
    units.forEach((counts, nth) => {
      if (!buttons[nth]) return;
      const all = counts.reduce((sum, each) => sum + each, 0) || 1;
      let at = 0;
      const slices = [];
      for (let place = counts.length - 1; place >= 0; place -= 1) {
        const next = at + 360 * counts[place] / all;
        if (next > at) slices.push(`${colours[place]} ${at.toFixed(1)}deg ${next.toFixed(1)}deg`);
        at = next;
      }
      buttons[nth].style.background = `conic-gradient(${slices.join(",")})`;
      const said = places.map((name, place) => counts[place] ? `${counts[place]} ${name}` : "").filter(Boolean).reverse().join(", ");
      buttons[nth].title = `${spots[nth].name}, ${all} people: ${said}`;
      buttons[nth].setAttribute("aria-label", buttons[nth].title);
    });
  };
  const legend = (lines) => lines.map((line) => {
    const entry = document.createElement("span"), swatch = document.createElement("i");
    swatch.style.background = line.colour;
    entry.append(swatch, line.name);
    return entry;
  });

  const ready = () => {
    Shiny.addCustomMessageHandler("play", (message) => {
      if (message.map) layOut(message);
      paint(message.units);
      curves(document.getElementById("curves"), message.curves, message.days, message.start, message.rung);
      const key = document.createElement("div");
      key.className = "key";
      key.append(...legend(message.curves));
      document.getElementById("curves").prepend(key);
      document.body.dataset.day = message.day;
    });
    Shiny.addCustomMessageHandler("board", (message) => {
      const place = document.getElementById(message.id);
      if (!place) return;
      curves(place, message.curves, message.weeks * 5, "", "contributors");
      const key = document.createElement("div");
      key.className = "key";
      key.append(...legend(message.curves));
      place.prepend(key);
    });
    Shiny.addCustomMessageHandler("remember", (message) => {
      try { localStorage.setItem("esnsim-class", JSON.stringify(message)); } catch (error) { /* nothing is remembered then */ }
    });
  };
  const recall = () => {
    try {
      const known = JSON.parse(localStorage.getItem("esnsim-class") || "null");
      if (known) Shiny.setInputValue("remembered", known);
    } catch (error) { /* nothing was remembered */ }
  };
  document.addEventListener("click", (event) => {
    const person = event.target.closest("[data-person]"), stop = event.target.closest("[data-stop]");
    if (person) Shiny.setInputValue("person", Number(person.dataset.person), { priority: "event" });
    if (stop) Shiny.setInputValue("stop_one", Number(stop.dataset.stop), { priority: "event" });
  });
  document.addEventListener("change", (event) => {
    if (!event.target.dataset.scenarioFile || !event.target.files.length) return;
    const [file] = event.target.files, area = document.getElementById("scenario_text");
    const say = (text) => { area.value = text; area.dispatchEvent(new Event("input", { bubbles: true })); area.dispatchEvent(new Event("change", { bubbles: true })); };
    if (file.size > 400000) say(`# ${file.name} is too large for a scenario`);
    else file.text().then(say);
  });
  // Shiny's own events go through jQuery.
  const wire = () => { ready(); window.jQuery(document).one("shiny:connected", recall); };
  if (window.Shiny) wire(); else document.addEventListener("DOMContentLoaded", wire);
})();
