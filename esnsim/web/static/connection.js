"use strict";
// When the app does not answer, the page says so, tries again, and comes back by itself.
(() => {
  const EVERY = 2000;
  let banner = null;
  const say = (...content) => {
    if (!banner) {
      banner = document.createElement("div");
      banner.id = "connection";
      banner.setAttribute("role", "alert");
      document.body.prepend(banner);
    }
    banner.replaceChildren(...content);
  };
  const isThere = async () => {
    try {
      return (await fetch("interventions", { method: "HEAD", cache: "no-store" })).ok;
    } catch (error) {
      return false;
    }
  };
  const again = async () => {
    if (!(await isThere())) { setTimeout(again, EVERY); return; }
    // A class is kept by the app. What was played is not, and may still be read here.
    if (document.getElementById("class_content")?.closest(".tab-pane")?.classList.contains("active")) { location.reload(); return; }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Begin again";
    button.addEventListener("click", () => location.reload());
    say("The app is there again. What was played here is lost to it; read what you need, then ", button);
  };
  const lost = () => {
    if (banner) return;
    say("Connection lost, trying again ...");
    setTimeout(again, EVERY);
  };
  const wire = () => window.jQuery(document).on("shiny:disconnected", lost);
  if (window.jQuery) wire(); else document.addEventListener("DOMContentLoaded", wire);
  // A page that is left is no lost connection.
  addEventListener("beforeunload", () => { banner = banner || document.createElement("div"); });
})();
