// One cell of a decision table: what it says in a reader's words, and the field it is written in.
import { post } from "./api.js";
import { state } from "./app.js";
import { h, isDrawing, select } from "./dom.js";
import { say, t, yuan } from "./words.js";

export function caption(name) {
  const feature = state.features[name];
  return h(
    "span",
    { class: "caption", title: `${name} · ${feature ? feature.source : "?"}` },
    feature ? say(feature.caption) : name,
    h("small", {}, feature ? say(feature.kind_caption) : ""),
  );
}

// A cell with choices by their names, amounts in yuan, yes and no; as it is written where that says it already.
export function gloss(name, text) {
  const feature = state.features[name];
  if (feature?.kind === "boolean" && ["true", "false"].includes(text)) return t(text === "true" ? "yes" : "no");
  if (feature?.kind === "text") return text.replace(/"([^"]*)"/g, (_, key) => say(feature.choices[key]) || key);
  if (feature?.kind === "fen") return text.replace(/\d+/g, (fen) => yuan(Number(fen), 2));
  return text;
}

/* `save(text)` keeps what was written; without it the cell is only read. */
export function cell(row, name, text, save) {
  if (!save) return h("code", { title: text }, gloss(name, text));
  const feature = state.features[name];
  const attributes = { "data-cell": name, "aria-label": `${row.id} ${feature ? say(feature.caption) : name}` };
  if (feature?.kind === "boolean") {
    const options = [["", "—"], ["true", t("yes")], ["false", t("no")]];
    if (!options.some(([key]) => key === text)) options.push([text, text]);
    return select(options, text, (value) => value !== text && save(value), attributes);
  }
  const field = h("input", {
    ...attributes,
    value: text,
    title: feature && hint(feature),
    size: Math.max(6, Math.min(44, text.length + 1)),
    spellcheck: "false",
    autocomplete: "off",
    onkeydown: (event) => steer(event, text),
    oninput: () => look(field, name),
    onblur: () => {
      const written = field.value.trim();
      // A field that is taken away while the tables are drawn anew was not left by anybody.
      if (!isDrawing() && written !== text) save(written);
    },
  });
  const read = gloss(name, text);
  return read === text || !text ? field : [field, h("small", { class: "gloss" }, read)];
}

function hint(feature) {
  const choices = Object.entries(feature.choices).map(([key, words]) => `"${key}" ${say(words)}`);
  return choices.length ? choices.join("\n") : `${feature.low}..${feature.high}`;
}

// As in a spreadsheet: Enter and the arrows go up and down a column, Escape takes back what was typed.
function steer(event, text) {
  const field = event.target;
  if (event.key === "Escape") {
    field.value = text;
    field.blur();
  } else if (["Enter", "ArrowDown", "ArrowUp"].includes(event.key) && !event.isComposing) {
    event.preventDefault();
    const next = neighbour(field, event.key === "ArrowUp" ? -1 : 1);
    if (next) next.focus();
    else if (event.key === "Enter") field.blur();
    if (next?.matches("input")) next.select();
  }
}

function neighbour(field, step) {
  const row = field.closest("tr");
  const next = [...row.parentElement.rows][[...row.parentElement.rows].indexOf(row) + step];
  return next?.querySelector(`[data-cell="${field.dataset.cell}"]`) ?? next?.querySelector("[data-cell]");
}

// The gate looks at a cell while it is typed; the newest question wins.
const asking = new WeakMap();
function look(field, name) {
  clearTimeout(asking.get(field));
  asking.set(
    field,
    setTimeout(async () => {
      const text = field.value;
      const said = await post("/cell", { feature: name, text }).catch(() => null);
      if (!said || field.value !== text) return;
      field.setCustomValidity(said.passed ? "" : say(said.message));
      field.setAttribute("aria-invalid", String(!said.passed));
      if (!said.passed && document.activeElement === field) field.reportValidity();
    }, 250),
  );
}
