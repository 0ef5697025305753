"use strict";
// A sweep point by point: what its axes are is chosen, and of a point that is chosen its scenario and curves are shown.
window.explore = (() => {
  const PROGRAMME = "programme", LEGEND = { orient: "bottom", columns: 2, labelLimit: 320, symbolOpacity: 1 }, DASHES = { "-": [1, 0], "--": [8, 4], ":": [2, 3] };
  const make = (name, properties = {}, ...inner) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inner);
    return made;
  };
  const unpacked = async (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  const text = (value, unit) => (value === null || value === undefined ? "unknown" : `${value.toLocaleString("en")}${unit ? ` ${unit}` : ""}`);
  // What may be an axis: factors first, then outcomes; a programme has its own value of an outcome, and none of a factor.
  const axes = (data) => [
    ...data.factors.map((factor) => ({ title: factor.title, numeric: factor.numeric, log: factor.log, unit: "",
      of: (nth) => (factor.numeric ? factor.places[nth] : factor.names[nth]), said: (nth) => factor.names[nth], order: factor.numeric ? null : [...new Set(factor.names)] })),
    ...data.outcomes.map((outcome, which) => ({ title: `${outcome.name}${outcome.unit ? ` (${outcome.unit})` : ""}`, numeric: true, log: false, unit: outcome.unit, outcome: true,
      of: (nth, programme) => data.values[which][programme][0][nth], said: (nth, programme) => text(data.values[which][programme][0][nth], outcome.unit) })),
  ];
  const rows = (data, chosen) => data.points.flatMap((point, nth) => data.programmes.map((programme, which) => ({
    nth, which, point, [PROGRAMME]: programme.name, x: chosen.x.of(nth, which), y: chosen.y.of(nth, which), c: chosen.c ? chosen.c.of(nth, which) : programme.name,
    xs: chosen.x.said(nth, which), ys: chosen.y.said(nth, which) }))).filter((row) => row.x !== null && row.y !== null && row.c !== null && chosen.shown.has(row.which));
  const scaled = (axis) => (axis.numeric ? { type: "quantitative", scale: { zero: false, nice: true, ...(axis.log ? { type: "log" } : {}) } } : { type: "ordinal", sort: axis.order, axis: { labelAngle: 0, labelLimit: 220 } });
  const coloured = (data, chosen) => (chosen.c
    ? { field: "c", title: chosen.c.title, ...(chosen.c.numeric ? { type: "quantitative", scale: { scheme: "viridis", ...(chosen.c.log ? { type: "log" } : {}) } } : { type: "nominal", legend: LEGEND }) }
    : { field: PROGRAMME, type: "nominal", title: PROGRAMME, legend: LEGEND, scale: { domain: data.programmes.map((each) => each.name), range: data.programmes.map((each) => each.colour) } });
  const cloud = (data, chosen, wide) => ({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json", width: wide, height: Math.round(Math.min(420, wide * 0.7)), data: { values: rows(data, chosen) },
    params: [{ name: "picked", value: chosen.point }],
    encoding: {
      x: { field: "x", title: chosen.x.title, ...scaled(chosen.x) }, y: { field: "y", title: chosen.y.title, ...scaled(chosen.y) }, color: coloured(data, chosen),
      tooltip: [{ field: "point", title: "point", type: "quantitative", format: "d" }, { field: PROGRAMME, title: PROGRAMME }, { field: "xs", title: chosen.x.title }, { field: "ys", title: chosen.y.title }],
    },
    layer: [
      { mark: { type: "point", filled: true, size: 70, opacity: 0.8, cursor: "pointer" }, encoding: { shape: { field: PROGRAMME, type: "nominal", title: PROGRAMME, scale: { domain: data.programmes.map((each) => each.name) }, legend: LEGEND } } },
      { transform: [{ filter: "datum.point === picked" }], mark: { type: "point", filled: false, size: 320, strokeWidth: 3 }, encoding: { color: { value: chosen.ink } } },
    ],
  });
  const course = (data, nth, wide) => {
    const { weeks, lines, name, unit } = data.curves;
    const values = data.programmes.flatMap((programme, which) => weeks.map((week, at) => {
      const [median, low, high] = lines[which].map((line) => line[nth][at] ?? null);
      return { week, [PROGRAMME]: programme.name, median, low, high };
    })).filter((row) => row.median !== null);
    const names = data.programmes.map((each) => each.name), y = `${name}${unit ? ` (${unit})` : ""}`;
    return {
      $schema: "https://vega.github.io/schema/vega-lite/v6.json", width: wide, height: 230, data: { values },
      encoding: { x: { field: "week", type: "quantitative", title: "week", axis: { tickMinStep: 1 } }, color: { field: PROGRAMME, type: "nominal", scale: { domain: names, range: data.programmes.map((each) => each.colour) }, legend: { ...LEGEND, title: null } } },
      layer: [
        { mark: { type: "area", opacity: 0.16 }, encoding: { y: { field: "low", type: "quantitative", title: y }, y2: { field: "high" } } },
        { mark: { type: "line", strokeWidth: 2.4 }, encoding: { y: { field: "median", type: "quantitative", title: y }, strokeDash: { field: PROGRAMME, type: "nominal", legend: { ...LEGEND, title: null }, scale: { domain: names, range: data.programmes.map((each) => DASHES[each.stroke]) } } } },
        { mark: { type: "point", size: 90, opacity: 0 }, encoding: { y: { field: "median", type: "quantitative" }, tooltip: [{ field: PROGRAMME }, { field: "week" }, { field: "median" }, { field: "low" }, { field: "high" }] } },
      ],
    };
  };
  const put = (content, place, value) => {
    if (place.length === 0) return value;
    const copy = Array.isArray(content) ? [...content] : { ...content };
    copy[place[0]] = put(copy[place[0]], place.slice(1), value);
    return copy;
  };
  // JSON is YAML: what is saved here is a scenario file.
  const scenario = (data, nth) => JSON.stringify(data.changes[nth].reduce((content, [place, value]) => put(content, place, value), data.scenario), null, 2);
  const table = (data, nth) => {
    const head = make("tr", {}, ...["outcome", ...data.programmes.map((each) => each.name)].map((name) => make("th", { scope: "col", textContent: name })));
    const body = data.outcomes.map((outcome, which) => make("tr", {}, make("th", { scope: "row", textContent: outcome.name }), ...data.programmes.map((_, programme) => {
      const [mean, low, high] = data.values[which][programme].map((each) => each[nth]);
      return make("td", { className: "number", textContent: mean === null ? "" : `${text(mean, outcome.unit)}${low === null ? "" : `\n(${low} to ${high})`}` });
    })));
    const region = make("div", { className: "wide", tabIndex: 0 }, make("table", {}, make("caption", { textContent: "Mean over runs, with the 80 % interval of the mean; none with fewer than five runs. Random variation only." }), make("thead", {}, head), make("tbody", {}, ...body)));
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", "Outcomes of the point");
    return region;
  };
  const pane = (data, nth) => {
    const facts = data.factors.map((factor) => make("div", {}, make("dt", { textContent: factor.title }), make("dd", { textContent: factor.names[nth] })));
    const runs = data.programmes.map((each, which) => `${data.runs[which][nth]} of '${each.name}'`).join(", ");
    const content = scenario(data, nth), file = `point-${data.points[nth]}.yaml`;
    const link = make("a", { download: file, href: `data:application/json;charset=utf-8,${encodeURIComponent(content)}`, textContent: `Save ${file}` });
    return [make("h3", { textContent: `Point ${data.points[nth]}` }), make("dl", { className: "facts" }, ...facts), make("p", { className: "hint", textContent: `Runs: ${runs}.` }), table(data, nth), make("div", { className: "chart course" }),
      make("details", {}, make("summary", { textContent: "Its scenario" }), make("pre", { textContent: content })), make("p", { className: "data" }, link, ` and run it: esnsim run ${file}`)];
  };
  const select = (name, choices, value, change) => {
    const field = make("select", {}, ...choices.map(([key, told]) => make("option", { value: key, textContent: told, selected: key === value })));
    field.addEventListener("change", () => change(field.value));
    return make("label", {}, `${name} `, field);
  };
  const state = { chosen: null, data: null };
  return async (look, brighter, options) => {
    const place = document.getElementById("explorer");
    if (!place) return;
    const data = state.data ??= JSON.parse(await unpacked("looked-at")), all = axes(data), factors = data.factors.length;
    const kept = state.chosen ??= { x: 0, y: factors, c: -1, nth: 0, shown: new Set(data.programmes.keys()) };
    const shade = (each) => ({ ...each, colour: brighter[each.colour] ?? each.colour });
    const lit = { ...data, programmes: data.programmes.map(shade) };
    const chart = make("div", { className: "chart cloud" }), details = make("section", { className: "pane" });
    details.setAttribute("aria-live", "polite");
    details.setAttribute("aria-label", "The chosen point");
    const number = make("input", { type: "number", min: 0, max: data.points.length - 1, value: data.points[kept.nth] });
    const wide = () => Math.max(240, Math.min(760, place.clientWidth - 120));
    const setting = () => ({ ...options, config: look() });
    // Points have no strokes that a legend could show.
    const dotted = () => { const { symbolType, symbolStrokeWidth, ...legend } = look().legend; return { ...options, config: { ...look(), legend } }; };
    const told = (view, label) => view.container().querySelector("svg")?.setAttribute("aria-label", label);
    let view = null;
    const open = (nth) => {
      kept.nth = nth;
      number.value = data.points[nth];
      view?.signal("picked", data.points[nth]).runAsync();
      details.replaceChildren(...pane(data, nth));
      const name = data.curves.name;
      const ends = data.programmes.map((each, which) => `${each.name} ends at ${text(data.curves.lines[which][0][nth].at(-1), data.curves.unit)}`).join("; ");
      window.vegaEmbed(details.querySelector(".course"), course(lit, nth, wide()), setting()).then((made) => told(made.view, `${name} by week at point ${data.points[nth]}: ${ends}`));
    };
    const paint = () => {
      const chosen = { x: all[kept.x], y: all[kept.y], c: kept.c < 0 ? null : all[kept.c], point: data.points[kept.nth], shown: kept.shown, ink: getComputedStyle(document.documentElement).getPropertyValue("--ink").trim() };
      return window.vegaEmbed(chart, cloud(lit, chosen, wide()), dotted()).then((made) => {
        view = made.view;
        told(view, `${chosen.y.title} by ${chosen.x.title} at ${data.points.length} points. Choose one by its number above.`);
        view.addEventListener("click", (_, item) => { if (item?.datum?.nth !== undefined) open(item.datum.nth); });
      });
    };
    const choices = all.map((axis, nth) => [String(nth), axis.title]);
    const change = (key) => (value) => { kept[key] = Number(value); paint(); };
    const step = (by) => open((kept.nth + by + data.points.length) % data.points.length);
    number.addEventListener("change", () => { const nth = data.points.indexOf(Number(number.value)); if (nth >= 0) open(nth); else number.value = data.points[kept.nth]; });
    const turn = (name, by) => { const made = make("button", { type: "button", textContent: name }); made.addEventListener("click", () => step(by)); return made; };
    const ticks = data.programmes.map((each, which) => {
      const input = make("input", { type: "checkbox", checked: kept.shown.has(which) });
      input.addEventListener("change", () => { kept.shown[input.checked ? "add" : "delete"](which); paint(); });
      const line = make("i"); line.style.background = shade(each).colour;
      return make("label", {}, input, line, each.name);
    });
    const controls = make("fieldset", {}, make("legend", { textContent: "Axes and programmes" }),
      select("Across", choices, String(kept.x), change("x")), select("Up", choices, String(kept.y), change("y")), select("Colour", [["-1", PROGRAMME], ...choices], String(kept.c), change("c")), make("div", {}, ...ticks));
    const which = make("fieldset", {}, make("legend", { textContent: "Point: click one, or by its number" }), make("label", {}, "Number ", number), turn("Previous", -1), " ", turn("Next", 1));
    place.replaceChildren(controls, which, chart, details);
    place.hidden = false;
    document.getElementById("unexplored").hidden = true;
    await paint();
    open(kept.nth);
  };
})();
