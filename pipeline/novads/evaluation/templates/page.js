"use strict";
const form = document.getElementById("filter");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const chosen = (name) => new Set(all(`input[name=${name}]:checked`, form).map((box) => box.value));

function apply() {
  const types = chosen("type"), kinds = chosen("kind");
  const split = form.split.value, field = form.field.value;
  const wanted = (one) => types.has(one.dataset.type) && one.dataset.kinds.split(" ").some((kind) => kinds.has(kind));
  let documents = 0;
  for (const article of all("article")) {
    let shown = 0;
    for (const mark of all("mark", article)) {
      const on = wanted(mark);
      mark.classList.toggle("off", !on);
      shown += on;
    }
    for (const row of all(".errors tbody tr", article)) {
      row.hidden = !wanted(row);
      shown += !row.hidden;
    }
    let fields = 0;
    for (const row of all(".records tbody tr", article)) {
      const on = !field || row.dataset.fields.split(";").includes(field);
      row.hidden = !on;
      fields += on;
    }
    const has = field ? fields > 0 : shown > 0;
    article.hidden = (split && article.dataset.split !== split) || (form.only.checked && !has);
    documents += !article.hidden;
  }
  form.querySelector("output").textContent = `${documents} documents`;
}

function choose(name, values) {
  for (const box of all(`input[name=${name}]`, form)) box.checked = values === null || values.includes(box.value);
}

// a link from a figure: #s=split&k=KIND&t=missed,wrong span, or #s=split&f=event title
function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (!hash.includes("=")) return;
  const parts = Object.fromEntries(hash.split("&").map((part) => part.split("=", 2)));
  const errors = all("input[name=type]", form).map((box) => box.value).filter((type) => type !== "correct");
  form.split.value = parts.s || "";
  form.field.value = parts.f || "";
  choose("kind", parts.k ? [parts.k] : null);
  choose("type", !parts.t ? null : parts.t === "errors" ? errors : parts.t.split(","));
  form.only.checked = true;
  apply();
  (document.querySelector("article:not([hidden])") || form).scrollIntoView();
}

form.addEventListener("input", apply);
form.addEventListener("reset", () => setTimeout(() => { history.replaceState(null, "", location.pathname + location.search); apply(); }));
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", follow);
apply();
follow();
