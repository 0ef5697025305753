"use strict";
// The page of play: the map of the units, the curves, numbers that are slid, and the way past the menu.
(() => {
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const LEAST = 130; // dots that curves have at least, below the names of plans
  const VERTICAL = ["ArrowUp", "ArrowDown"];
  let colours = [], places = [], spots = [], laid = "", drawn = null;
  const mapped = () => document.getElementById("map");

  // One stop for the tab key, however many units there are: that of the one that was last looked at.
  const stopAt = (nth, focus) => {
    const buttons = [...mapped().children];
    buttons.forEach((button, place) => { button.tabIndex = place === nth ? 0 : -1; });
    if (focus && buttons[nth]) buttons[nth].focus();
  };
  // Up and down go to the nearest unit there; the other arrows reach every one, in the order of their names.
  const above = (from, key) => {
    const way = key === "ArrowUp" ? 1 : -1;
    const far = spots.map((spot, nth) => {
      const high = way * (spot.y - spots[from].y), wide = Math.abs(spot.x - spots[from].x);
      return nth !== from && high > wide ? Math.hypot(high, wide) : Infinity;
    });
    const nearest = far.indexOf(Math.min(...far));
    return Number.isFinite(far[nearest]) ? nearest : from;
  };
  const move = (event) => {
    const from = [...mapped().children].indexOf(event.target), last = spots.length - 1;
    if (from < 0) return;
    let to = { Home: 0, End: last }[event.key];
    if (VERTICAL.includes(event.key)) to = above(from, event.key);
    else if (event.key in STEPS) to = (from + STEPS[event.key] + spots.length) % spots.length;
    if (to === undefined) return;
    event.preventDefault();
    stopAt(to, true);
  };
  const layOut = (message) => {
    [colours, places, spots] = [message.colours, message.places, message.map];
    // Whoever stands on a unit stays there unless the map is another one.
    const now = JSON.stringify(spots);
    if (now === laid) return;
    laid = now;
    mapped().replaceChildren(...spots.map((spot, nth) => {
      const button = document.createElement("button");
      button.type = "button";
      Object.assign(button.style, { left: `${50 + 49 * spot.x}%`, top: `${50 - 49 * spot.y}%`, width: `${98 * spot.r}%`, height: `${98 * spot.r}%` });
      if (spot.r > 0.1) {
        const name = document.createElement("span");
        name.textContent = spot.name;
        button.append(name);
      }
      button.addEventListener("click", () => {
        stopAt(nth, false);
        Shiny.setInputValue("unit", nth, { priority: "event" });
      });
      return button;
    }));
    stopAt(0, false);
  };
  const paint = (units) => {
    const buttons = mapped().children;
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
  const draw = () => {
    const place = document.getElementById("curves");
    if (!drawn || !place.clientWidth) return;
    const { curves, days, start, rung, goal } = drawn;
    // Names of many plans take several lines: what is left for the curves is known once they are there.
    place.replaceChildren();
    window.esnsim.key(place, curves);
    const key = place.firstElementChild, below = parseFloat(getComputedStyle(key).marginBottom) || 0;
    const words = key.offsetHeight + below + 4;
    place.style.minHeight = `${words + LEAST}px`;
    window.esnsim.curves(place, curves, days, start, rung, { high: place.clientHeight - words, goal });
    window.esnsim.key(place, curves);
  };
  // While days go by nothing is read aloud: it would never end.
  const hush = (running) => ["standing", "within"].forEach((name) => {
    document.getElementById(name).setAttribute("aria-live", running ? "off" : "polite");
  });

  const ready = () => {
    Shiny.addCustomMessageHandler("play", (message) => {
      hush(!message.map);
      if (message.map) layOut(message);
      paint(message.units);
      drawn = message;
      draw();
      document.body.dataset.day = message.day;
    });
    class RangeField extends Shiny.InputBinding {
      find(scope) { return window.jQuery(scope).find("input.range"); }
      getValue(field) { return Number(field.value); }
      getRatePolicy() { return { policy: "debounce", delay: 150 }; }
      subscribe(field, tell) {
        field.addEventListener("input", () => {
          field.parentElement.querySelector("output").value = field.value;
          tell(true);
        });
      }
    }
    Shiny.inputBindings.register(new RangeField(), "esnsim.range");
    mapped().addEventListener("keydown", move);
    new ResizeObserver(draw).observe(document.getElementById("curves"));
    document.querySelector(".skip").addEventListener("click", (event) => {
      const main = [...document.querySelectorAll("main")].find((each) => each.offsetParent);
      if (!main) return;
      event.preventDefault();
      main.tabIndex = -1;
      main.focus();
    });
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
  // The library asks for what stands in something folded only if it hears that it is shown.
  document.addEventListener("toggle", (event) => window.jQuery(event.target).trigger(event.target.open ? "shown" : "hidden"), true);
  document.addEventListener("DOMContentLoaded", ready);
})();
