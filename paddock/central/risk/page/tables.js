// Decision tables in a table: one line a row, its conditions with captions and types; or as a matrix of all columns.
import { state } from "./app.js";
import { caption, cell } from "./cells.js";
import { ask, button, h, refill, select, sure } from "./dom.js";
import { deleteRow, nextRow, rowAgain } from "./inverses.js";
import { say, t } from "./words.js";

const OUTCOMES = ["decline", "refer", "cap"];
const view = { group: null, matrix: false, search: "", faultsOnly: false };

/* `change(edits, back)` saves edits, which `back` undoes, and shows the tables anew; `pick(rule)` opens a rule's cases. */
export function ruleTables({ rules, faults, editable, change, pick }) {
  const cards = Object.fromEntries(rules.cards.map((card) => [card.id, card]));
  const wrong = new Map();
  for (const fault of faults) {
    const key = fault.row ?? fault.file;
    wrong.set(key, [...(wrong.get(key) ?? []), fault]);
  }
  const groups = rules.tables.map((table) => table.group);
  if (!groups.some((group) => group.id === view.group)) view.group = groups[0]?.id;
  const body = h("div", { class: "table-area" });
  const side = h("nav", { class: "groups", "aria-label": t("group") });
  const context = { cards, wrong, rules, editable, change, pick };

  function fill() {
    refill(
      side,
      rules.tables.map((table) => {
        const bad = table.rows.some((row) => wrong.has(row.id) || wrong.has(row.rule)) || wrong.has(`${table.group.id}.json`);
        return button(
          [h("span", {}, say(table.group.name)), h("small", { class: bad ? "bad" : "" }, new Set(table.rows.map((row) => row.rule)).size)],
          () => ((view.group = table.group.id), (view.search = ""), fill()),
          { "aria-current": !view.search && table.group.id === view.group ? "true" : null, "data-group": table.group.id },
        );
      }),
    );
    const shown = shownRows(context);
    refill(
      body,
      toolbar(context, fill),
      shown.length === 0 ? h("p", { class: "empty" }, t("nothing_found")) : view.matrix ? matrix(context, shown) : compact(context, shown),
    );
  }
  fill();
  return h("section", { class: "tables" }, side, body);
}

function shownRows({ rules, cards, wrong }) {
  const words = view.search.trim().toLowerCase();
  const found = [];
  for (const table of rules.tables) {
    if (!words && table.group.id !== view.group) continue;
    for (const row of table.rows) {
      const card = cards[row.rule];
      const text = [row.id, card?.staff.zh, card?.staff.en, card?.reason_code, ...Object.keys(row.cells), ...Object.keys(row.cells).map((name) => say(state.features[name]?.caption))];
      if (words && !text.join(" ").toLowerCase().includes(words)) continue;
      if (view.faultsOnly && !wrong.has(row.id) && !wrong.has(row.rule)) continue;
      found.push({ table, row });
    }
  }
  return found;
}

function toolbar(context, fill) {
  const search = h("input", {
    type: "search",
    placeholder: t("search"),
    value: view.search,
    "aria-label": t("search"),
    id: "search",
    oninput: (event) => {
      view.search = event.target.value;
      fill();
      const again = document.getElementById("search");
      again.focus();
      again.setSelectionRange(view.search.length, view.search.length);
    },
  });
  return h(
    "div",
    { class: "bar" },
    search,
    h("label", { class: "inline" }, h("input", { type: "checkbox", checked: view.matrix, onchange: (event) => ((view.matrix = event.target.checked), fill()) }), t("matrix")),
    context.editable &&
      h("label", { class: "inline" }, h("input", { type: "checkbox", checked: view.faultsOnly, onchange: (event) => ((view.faultsOnly = event.target.checked), fill()) }), t("only_faults")),
    h("span", { class: "space" }),
    context.editable && button(t("new_rule"), () => newRule(context)),
  );
}

function compact(context, shown) {
  return h(
    "table",
    { class: "rules" },
    h("thead", {}, h("tr", {}, [t("rule"), t("says"), t("outcome"), t("conditions"), ""].map((head) => h("th", {}, head)))),
    h(
      "tbody",
      {},
      shown.map(({ table, row }) =>
        h(
          "tr",
          { "data-row": row.id, class: context.wrong.has(row.id) ? "wrong" : null },
          ruleCell(context, row),
          h("td", { class: "says" }, sayCard(context, row), faultList(context, row)),
          h("td", {}, outcome(context, table, row)),
          h(
            "td",
            { class: "conditions" },
            Object.entries(row.cells).map(([name, text]) => condition(context, table, row, name, text)),
            context.editable && adder(context, table, row),
          ),
          h("td", { class: "acts" }, context.editable && rowActs(context, table, row)),
        ),
      ),
    ),
  );
}

function matrix(context, shown) {
  const columns = [...new Set(shown.flatMap(({ table }) => table.columns))];
  return h(
    "div",
    { class: "scroller" },
    h(
      "table",
      { class: "matrix" },
      h(
        "thead",
        {},
        h("tr", {}, h("th", {}, t("rule")), h("th", {}, t("outcome")), columns.map((name) => h("th", {}, caption(name)))),
      ),
      h(
        "tbody",
        {},
        shown.map(({ table, row }) =>
          h(
            "tr",
            { "data-row": row.id, class: context.wrong.has(row.id) ? "wrong" : null, title: sayCard(context, row) },
            ruleCell(context, row),
            h("td", {}, outcome(context, table, row)),
            columns.map((name) => h("td", {}, table.columns.includes(name) && matrixCell(context, table, row, name))),
          ),
        ),
      ),
    ),
  );
}

function matrixCell(context, table, row, name) {
  const text = row.cells[name] ?? "";
  return text || context.editable ? cell(row, name, text, saving(context, table, row, name, text)) : null;
}

function ruleCell(context, row) {
  const asleep = context.rules.dormant[row.rule];
  return h(
    "td",
    { class: "rule" },
    context.pick ? button(row.rule, () => context.pick(row.rule), { class: "link" }) : h("code", {}, row.rule),
    h("small", {}, row.id.slice(row.rule.length)),
    asleep && h("span", { class: "asleep", title: t(asleep) }, t(asleep === "no_source" ? "waits" : asleep)),
  );
}

const sayCard = (context, row) => (context.cards[row.rule] ? say(context.cards[row.rule].staff) : "");

function faultList(context, row) {
  const found = [...(context.wrong.get(row.id) ?? [])];
  if (row.id === `${row.rule}.1`) found.push(...(context.wrong.get(row.rule) ?? []).slice(0, 2));
  return found.map((fault) => h("p", { class: "bad", role: "alert" }, fault.column ? `${fault.column}: ` : "", say(fault.message)));
}

function outcome(context, table, row) {
  if (!context.editable) return h("span", { class: `outcome ${row.outcome}` }, t(row.outcome));
  const known = OUTCOMES.includes(row.outcome) ? OUTCOMES : [row.outcome, ...OUTCOMES];
  return select(
    known.map((key) => [key, t(key)]),
    row.outcome,
    (value) =>
      context.change(
        [{ kind: "set_outcome", group: table.group.id, row: row.id, outcome: value }],
        [{ kind: "set_outcome", group: table.group.id, row: row.id, outcome: row.outcome }],
      ),
    { class: `outcome ${row.outcome}`, "aria-label": `${row.id} ${t("outcome")}` },
  );
}

function condition(context, table, row, name, text) {
  return h("label", { class: "condition" }, caption(name), cell(row, name, text, saving(context, table, row, name, text)));
}

// What writes a cell of a row, or nothing where the rules are only read.
function saving(context, table, row, name, text) {
  if (!context.editable) return null;
  const edit = (written) => ({ kind: "set_cell", group: table.group.id, row: row.id, feature: name, text: written });
  return (value) => context.change([edit(value)], [edit(text)]);
}

function adder(context, table, row) {
  return button(
    t("add_condition"),
    async () => {
      const options = Object.values(state.features)
        .filter((feature) => !(feature.name in row.cells))
        .map((feature) => [feature.name, `${say(feature.caption)} · ${feature.name} · ${say(feature.kind_caption)}${feature.connected ? "" : ` · ${t("waits")}`}`]);
      const values = await ask(t("add_condition"), [
        { name: "feature", label: t("what"), options },
        { name: "text", label: t("cell_text"), required: true, longest: 200, hint: '> 3 · [3..5] · true · "used"' },
      ]);
      if (!values) return;
      const column = { group: table.group.id, feature: values.feature };
      const written = { kind: "set_cell", ...column, row: row.id };
      const known = table.columns.includes(values.feature);
      context.change(
        [{ kind: "add_column", ...column }, { ...written, text: values.text }],
        [known ? { ...written, text: "" } : { kind: "delete_column", ...column }],
      );
    },
    { class: "quiet" },
  );
}

function rowActs(context, table, row) {
  const group = table.group.id;
  return [
    button("+", () => context.change([{ kind: "add_row", group, rule: row.rule, like: row.id }], [deleteRow(group, nextRow(table.rows, row.rule))]), { title: t("add_row"), class: "quiet", "aria-label": `${row.id} ${t("add_row")}` }),
    button(
      "×",
      async () => {
        if (await sure(t("sure_delete_row"))) context.change([deleteRow(group, row.id)], rowAgain(table, row));
      },
      { title: t("delete_row"), class: "quiet", "aria-label": `${row.id} ${t("delete_row")}` },
    ),
  ];
}

async function newRule(context) {
  const blank = { group: view.group, version: 1, may_be_snoozed: true, effective_to: null, effective_from: new Date().toISOString().slice(0, 10) };
  const card = await askForCard(context.rules, blank, true);
  if (card) context.change([{ kind: "set_card", card }], [{ kind: "delete_rule", rule: card.id }]);
}

export async function askForCard(rules, card, fresh) {
  const text = (name, label, value, more = {}) => ({ name, label, value, longest: 200, required: true, ...more });
  const values = await ask(fresh ? t("new_rule") : card.id, [
    fresh && text("id", t("rule_id"), "", { pattern: "[A-Z]{2}-[0-9]{2}", hint: "CR-40" }),
    fresh && { name: "group", label: t("group"), options: rules.tables.map((table) => [table.group.id, say(table.group.name)]), value: card.group },
    text("reason_code", t("reason_code"), card.reason_code, { pattern: "R[0-9]{3,4}" }),
    text("owner", t("owner"), card.owner),
    text("version", t("rule_version"), card.version, { type: "number", min: 1 }),
    text("effective_from", t("effective_from"), card.effective_from, { type: "date" }),
    { name: "effective_to", label: t("effective_to"), value: card.effective_to, type: "date" },
    text("staff_zh", t("staff_zh"), card.staff?.zh),
    text("staff_en", t("staff_en"), card.staff?.en),
    text("customer_zh", t("customer_zh"), card.customer?.zh),
    text("customer_en", t("customer_en"), card.customer?.en),
    { name: "bring_zh", label: t("bring_zh"), value: card.stipulation?.zh, longest: 200 },
    { name: "bring_en", label: t("bring_en"), value: card.stipulation?.en, longest: 200 },
    { name: "may_be_snoozed", label: t("may_be_snoozed"), value: card.may_be_snoozed, type: "checkbox" },
  ].filter(Boolean), t("save"));
  if (!values) return null;
  return {
    id: values.id ?? card.id,
    version: Number(values.version),
    group: values.group ?? card.group,
    owner: values.owner,
    reason_code: values.reason_code,
    effective_from: values.effective_from,
    effective_to: values.effective_to || null,
    may_be_snoozed: values.may_be_snoozed,
    staff: { zh: values.staff_zh, en: values.staff_en },
    customer: { zh: values.customer_zh, en: values.customer_en },
    stipulation: values.bring_zh ? { zh: values.bring_zh, en: values.bring_en } : null,
  };
}
