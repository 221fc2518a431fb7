"use strict";
(() => {
  const root = document.documentElement;
  const filters = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const language = document.getElementById("language");
  const items = Array.from(document.querySelectorAll("tbody.item"));

  const linked = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return location.hash.slice(1);
    }
  };

  // A row that a link leads to is shown, whatever the filters say.
  const filter = () => {
    if (!filters) return;
    const data = new FormData(filters);
    const verdicts = filters.querySelector("[name=verdict]") ? data.getAll("verdict") : null;
    const asked = Array.from(filters.querySelectorAll("select"), (one) => [one.name, one.value]);
    const name = linked();
    let count = 0;
    for (const item of items) {
      const fits = (!verdicts || verdicts.includes(item.dataset.verdict)) &&
        asked.every(([key, value]) => !value || item.dataset[key] === value);
      item.hidden = !fits && item.id !== name;
      if (!item.hidden) count += 1;
    }
    for (const table of document.querySelectorAll("table")) {
      table.hidden = !table.querySelector("tbody.item:not([hidden])");
    }
    shown.textContent = String(count);
  };

  const speak = (word) => {
    root.lang = word;
    for (const text of document.querySelectorAll("title, option")) {
      text.textContent = text.dataset[word];
    }
  };

  // Where a row has nothing to be sorted by, it stays below, whichever way.
  const sort = (table, name, down) => {
    const key = "by" + name[0].toUpperCase() + name.slice(1);
    const rows = Array.from(table.tBodies);
    const place = new Map(rows.map((row) => [row, Number(row.dataset.byNumber)]));
    rows.sort((a, b) => {
      const [one, other] = [a.dataset[key], b.dataset[key]];
      if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1) || place.get(a) - place.get(b);
      const order = name === "due" ? (one > other) - (one < other) : Number(one) - Number(other);
      return (down ? -order : order) || place.get(a) - place.get(b);
    });
    table.append(...rows);
  };

  for (const head of document.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    // A printed header is repeated on every page, a button in it is not.
    const printed = document.createElement("span");
    printed.className = "printed";
    printed.append(...head.childNodes);
    button.append(...Array.from(printed.childNodes, (one) => one.cloneNode(true)));
    head.append(printed, button);
    head.setAttribute("aria-sort", head.dataset.sort === "number" ? "ascending" : "none");
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentNode.children) {
        if (other.dataset.sort) other.setAttribute("aria-sort", "none");
      }
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(head.closest("table"), head.dataset.sort, down);
    });
  }

  const arrive = () => {
    filter();
    const item = items.find((one) => one.id === linked());
    if (item) {
      item.querySelector("details").open = true;
      item.scrollIntoView({ block: "center" });
    }
  };

  if (filters) {
    filters.hidden = false;
    filters.addEventListener("input", filter);
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("reset", () => setTimeout(filter));
  }
  language.hidden = false;
  language.addEventListener("click", () => speak(root.lang === "vi" ? "en" : "vi"));
  window.addEventListener("hashchange", arrive);

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    for (const one of opened) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
    opened = [];
  });

  root.classList.add("ready");
  arrive();
})();
