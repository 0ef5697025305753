"use strict";
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const look = () => {
    const style = getComputedStyle(document.documentElement);
    const [ink, faint, line] = ["--ink", "--faint", "--line"].map((name) => style.getPropertyValue(name).trim());
    const font = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
    return {
      background: null, font,
      axis: { labelColor: ink, titleColor: faint, gridColor: line, domainColor: faint, tickColor: faint, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
      legend: { labelColor: ink, labelFontSize: 13, symbolStrokeWidth: 3, symbolType: "stroke" },
      title: { color: ink, subtitleColor: faint, fontSize: 15, subtitleFontSize: 12 },
    };
  };
  const options = () => ({ actions: false, renderer: "svg", ast: true, tooltip: { theme: dark.matches ? "dark" : "light" } });
  const brighter = { "#4D4D4D": "#B8B8B8", "#0072B2": "#4DA3DB" };
  const rows = (columns) => {
    const [first] = Object.values(columns), fields = Object.keys(columns);
    return first.map((_, nth) => Object.fromEntries(fields.map((field) => [field, columns[field][nth]])));
  };
  const names = (spec) => spec.params.find((each) => each.name === "shown").value;
  const colours = (spec) => {
    let found = null;
    JSON.stringify(spec, (key, value) => { if (key === "color" && !found) found = value.scale; return value; });
    return found;
  };
  const box = (name, colour, change) => {
    const label = document.createElement("label"), input = document.createElement("input"), line = document.createElement("i");
    input.type = "checkbox";
    input.checked = true;
    input.addEventListener("change", change);
    line.style.background = colour;
    label.append(input, line, name);
    return label;
  };
  const choice = (place, spec, view) => {
    const field = document.createElement("fieldset"), legend = document.createElement("legend");
    legend.textContent = "Programmes shown";
    field.append(legend);
    const all = names(spec), scale = colours(spec);
    const change = () => {
      const boxes = [...field.querySelectorAll("input")];
      view.signal("shown", all.filter((_, nth) => boxes[nth].checked)).runAsync();
    };
    all.forEach((name) => field.append(box(name, scale.range[scale.domain.indexOf(name)], change)));
    place.prepend(field);
  };
  const draw = () => document.querySelectorAll("script.chart").forEach((script) => {
    const figure = document.getElementById(script.dataset.figure);
    let text = script.textContent;
    if (dark.matches) for (const [from, to] of Object.entries(brighter)) text = text.replaceAll(from, to);
    let place = figure.querySelector("div.chart");
    if (!place) {
      place = document.createElement("div");
      place.className = "chart";
      figure.prepend(place);
    }
    const spec = JSON.parse(text);
    spec.datasets = Object.fromEntries(Object.entries(spec.columns).map(([name, columns]) => [name, rows(columns)]));
    delete spec.columns;
    window.vegaEmbed(place, spec, { ...options(), config: look() }).then(({ view }) => {
      choice(place, spec, view);
      figure.querySelector(".still").style.display = "none";
      figure.querySelector(".hint").hidden = false;
      place.querySelector("svg").setAttribute("aria-label", figure.querySelector("figcaption").firstChild.textContent.trim());
    }).catch((error) => { console.warn(error); place.remove(); });
  });
  // The program that draws charts is packed; where a browser cannot unpack it, still pictures stay.
  const unpacked = async () => {
    const bytes = Uint8Array.from(atob(document.getElementById("bundle").textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
  };
  const explore = () => window.explore?.(look, dark.matches ? brighter : {}, options());
  unpacked().then(() => {
    dark.addEventListener("change", () => { draw(); explore(); });
    draw();
    explore();
  }, (error) => console.warn(error));
})();
