// Elements made from values, never from markup, and the dialogs and notes of the page.
import { t } from "./words.js";

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (value === true) element.setAttribute(name, "");
    else element.setAttribute(name, value);
  }
  put(element, children);
  return element;
}

function put(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

export function refill(element, ...children) {
  element.replaceChildren();
  put(element, children);
  return element;
}

let drawing = false;
export const isDrawing = () => drawing;

// Draws anew while somebody may be typing: the field with the focus keeps it, with its text and its cursor.
export function redraw(draw) {
  const field = document.activeElement;
  const name = field?.getAttribute("aria-label");
  const typed = field?.matches("input[data-cell]") ? [field.value, field.selectionStart, field.selectionEnd] : null;
  const place = document.scrollingElement.scrollTop;
  drawing = true;
  draw();
  drawing = false;
  document.scrollingElement.scrollTop = place;
  const again = name ? document.querySelector(`[aria-label="${CSS.escape(name)}"]`) : null;
  again?.focus({ preventScroll: true });
  if (typed && again?.matches("input")) {
    again.value = typed[0];
    again.setSelectionRange(typed[1], typed[2]);
  }
}

export function button(label, act, attributes = {}) {
  return h("button", { type: "button", onclick: act, ...attributes }, label);
}

export function select(options, value, onchange, attributes = {}) {
  const made = h(
    "select",
    { ...attributes, onchange: (event) => onchange && onchange(event.target.value) },
    options.map(([key, label]) => h("option", { value: key }, label)),
  );
  made.value = value;
  return made;
}

export function table(heads, rows, attributes = {}) {
  return h(
    "table",
    attributes,
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, rows),
  );
}

export function toast(text, kind = "good") {
  const note = h("div", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), kind === "good" ? 4000 : 9000);
}

// A dialog with a form: resolves with its values, or null when it is left. A field with `when` is there only while the
// field it names has that value; what is not there is neither required nor given.
export function ask(title, fields, confirm = t("confirm")) {
  return new Promise((resolve) => {
    const inputs = fields.map((field) => {
      const input = control(field);
      return [field, input, h("label", {}, h("span", {}, field.label), input, field.hint && h("small", {}, field.hint))];
    });
    const dialog = h(
      "dialog",
      { oncancel: () => leave(null) },
      h(
        "form",
        {
          method: "dialog",
          class: fields.filter((field) => !field.when).length > 6 ? "many" : null,
          onchange: () => adapt(),
          onsubmit: (event) => {
            event.preventDefault();
            leave(Object.fromEntries(inputs.map(([field, input]) => [field.name, valueOf(input)])));
          },
        },
        h("h2", {}, title),
        inputs.map(([, , label]) => label),
        h("footer", {}, button(t("cancel"), () => leave(null)), h("button", { class: "primary" }, confirm)),
      ),
    );
    function adapt() {
      const values = Object.fromEntries(inputs.map(([field, input]) => [field.name, valueOf(input)]));
      for (const [field, input, label] of inputs.filter(([each]) => each.when)) {
        const there = Object.entries(field.when).every(([name, value]) => values[name] === value);
        label.hidden = !there;
        input.disabled = !there; // a disabled input is not checked
      }
    }
    function leave(values) {
      dialog.close();
      dialog.remove();
      resolve(values);
    }
    document.body.append(dialog);
    adapt();
    dialog.showModal();
    if (inputs.length) inputs[0][1].focus();
  });
}

function control(field) {
  const attributes = { required: field.required, maxlength: field.longest, minlength: field.shortest, id: `ask-${field.name}` };
  if (field.options) return select(field.options, field.value ?? field.options[0]?.[0], field.onchange, attributes);
  if (field.type === "checkbox") {
    const box = h("input", { type: "checkbox", id: attributes.id });
    box.checked = Boolean(field.value);
    return box;
  }
  if (field.type === "textarea") return h("textarea", { ...attributes, rows: 3, value: field.value ?? "" });
  return h("input", {
    ...attributes,
    type: field.type ?? "text",
    value: field.value ?? "",
    pattern: field.pattern,
    min: field.min,
    max: field.max,
    autocomplete: "off",
  });
}

function valueOf(input) {
  return input.type === "checkbox" ? input.checked : input.value.trim();
}

export async function sure(text) {
  return (await ask(text, [])) !== null;
}
