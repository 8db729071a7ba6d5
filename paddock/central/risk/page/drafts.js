// A draft: its list, its toolbar and its five sheets.
import { get, post } from "./api.js";
import { may, state } from "./app.js";
import { showBacktest } from "./backtest.js";
import { showCases } from "./cases.js";
import { ask, button, h, redraw, refill, sure, table, toast } from "./dom.js";
import { acting, askForDraft } from "./places.js";
import { ruleTables } from "./tables.js";
import { moment, say, t } from "./words.js";

export async function showDrafts(main) {
  const drafts = await get("/drafts");
  refill(
    main,
    may("risk_manager") && h("div", { class: "bar" }, button(t("new_draft"), () => askForDraft(), { class: "primary", id: "new-draft" })),
    drafts.length === 0
      ? h("p", { class: "empty" }, t("no_drafts"))
      : table(
          [t("draft_title"), t("state"), t("author"), "", t("when")],
          drafts.map((draft) =>
            h(
              "tr",
              {},
              h("td", { class: "wide" }, h("a", { href: `#drafts/${draft.id}` }, draft.title)),
              h("td", {}, h("span", { class: `state ${draft.state}` }, t(`state_${draft.state}`))),
              h("td", {}, draft.author),
              h("td", {}, marks(draft)),
              h("td", {}, moment(draft.updated_at)),
            ),
          ),
        ),
  );
}

function marks(draft) {
  return [
    draft.checked && h("span", { class: "mark" }, t("checked")),
    draft.backtested && h("span", { class: "mark" }, t("backtested")),
    !draft.base_is_live && ["draft", "submitted"].includes(draft.state) && h("span", { class: "mark warn" }, t("behind")),
  ];
}

const mayEdit = (draft) => draft.state === "draft" && may("risk_manager");

export async function showDraft(main, id) {
  const held = { view: await get(`/drafts/${id}`), sheet: "tables", rule: null, undo: [], report: null };
  const top = h("div", { class: "draft-top" });
  const sheet = h("div", { class: "sheet" });
  refill(main, top, sheet);

  // One change after the other: each is made to the draft as the one before left it.
  function change(edits, back) {
    held.saving = (held.saving ?? Promise.resolve()).then(() => save(edits, back));
    return held.saving;
  }

  async function save(edits, back) {
    const saved = await acting(() => post(`/drafts/${id}/edits`, { revision: held.view.draft.revision, edits }));
    if (!saved) held.view = await get(`/drafts/${id}`);
    else {
      held.view = saved;
      if (back) held.undo.push(back);
    }
    redraw(fill);
  }

  async function undo() {
    const back = held.undo.pop();
    if (back) await change(back);
  }

  function pick(rule) {
    held.rule = rule;
    held.sheet = "cases";
    fill();
    window.scrollTo(0, 0);
  }

  function fill() {
    const { draft, rules, faults } = held.view;
    const editable = mayEdit(draft);
    refill(top, heading({ held, main, fill, undo, change }));
    const sheets = {
      tables: () => refill(sheet, ruleTables({ rules, faults, editable, change, pick })),
      cases: () => showCases(sheet, { id, view: held.view, rule: held.rule, editable, change, pick }),
      difference: () => showDifference(sheet, id),
      backtest: () => showBacktest(sheet, { id, draft, editable, done: reload }),
      faults: () => refill(sheet, faultsSheet(held, pick)),
    };
    Promise.resolve(sheets[held.sheet]()).catch((error) => refill(sheet, h("p", { class: "empty bad" }, error.message)));
  }

  async function reload() {
    held.view = await get(`/drafts/${id}`);
    refill(top, heading({ held, main, fill, undo, change }));
  }

  window.onkeydown = (event) => {
    const typing = event.target.matches("input, textarea, select");
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing && location.hash === `#drafts/${id}`) {
      event.preventDefault();
      undo();
    }
  };
  fill();
}

async function askForVersion(held, change) {
  const now = held.view.rules.version;
  const edit = (version) => [{ kind: "set_version", version }];
  const values = await ask(t("set_version"), [{ name: "version", label: t("version"), value: now, required: true, longest: 40 }], t("save"));
  if (values && values.version !== now) await change(edit(values.version), edit(now));
}

function heading({ held, main, fill, undo, change }) {
  const { draft, faults } = held.view;
  const editable = mayEdit(draft);
  const path = `/drafts/${draft.id}`;
  const again = () => showDraft(main, draft.id);
  const act = async (what, body, done) => {
    if (await acting(() => post(`${path}/${what}`, body), done)) await again();
  };
  return [
    h(
      "div",
      { class: "bar" },
      h("h1", {}, draft.title),
      h("span", { class: `state ${draft.state}`, id: "state" }, t(`state_${draft.state}`)),
      marks(draft),
      h("small", { title: draft.sha256 }, `${draft.author} · ${t("version")} ${held.view.rules?.version ?? "?"} · r${draft.revision} · ${draft.sha256.slice(0, 12)}`),
      editable && button(t("set_version"), () => askForVersion(held, change), { class: "quiet" }),
      h("span", { class: "space" }),
      editable && button(t("undo"), undo, { disabled: held.undo.length === 0, title: "Ctrl+Z" }),
      editable && !draft.base_is_live && button(t("rebase"), () => act("rebase", { revision: draft.revision }, t("saved"))),
      editable && button(t("check"), (event) => checkWhole(event.target, path, held, again), { id: "check" }),
      editable &&
        button(t("submit"), async () => {
          const values = await ask(t("submit"), [{ name: "note", label: t("note"), type: "textarea", longest: 1000 }]);
          if (values) await act("submit", values, t("saved"));
        }, { class: "primary", id: "submit", disabled: !(draft.checked && draft.backtested) }),
      draft.state === "submitted" && may("risk_approver") && approval(draft, act),
      ["draft", "submitted"].includes(draft.state) &&
        may("risk_manager") &&
        button(t("withdraw"), async () => (await sure(t("sure_withdraw"))) && act("withdraw", {}, t("saved")), { class: "quiet" }),
    ),
    draft.note && h("p", { class: "note" }, draft.note),
    tabs(held, faults, fill),
  ];
}

const SHEETS = ["tables", "cases", "difference", "backtest", "faults"];

function tabs(held, faults, fill) {
  const open = (key) => {
    held.sheet = key;
    fill();
    window.scrollTo(0, 0);
    document.querySelector(`[data-sheet="${key}"]`).focus();
  };
  const steer = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) open(SHEETS[(SHEETS.indexOf(held.sheet) + step + SHEETS.length) % SHEETS.length]);
  };
  return h(
    "div",
    { class: "sheets", role: "tablist", onkeydown: steer },
    SHEETS.map((key) =>
      button([t(key), key === "faults" && faults.length > 0 && h("small", { class: "bad" }, faults.length)], () => open(key), {
        role: "tab",
        "aria-selected": String(held.sheet === key),
        tabindex: held.sheet === key ? 0 : -1,
        "data-sheet": key,
      }),
    ),
  );
}

function approval(draft, act) {
  if (draft.mine) return h("span", { class: "mark warn" }, t("four_eyes"));
  return [
    button(t("give_back"), async () => {
      const values = await ask(t("give_back"), [{ name: "reason", label: t("reason"), required: true, shortest: 4, longest: 300 }]);
      if (values) await act("return", values, t("saved"));
    }),
    button(
      t("approve"),
      async () => {
        const values = await ask(t("approve"), [
          { name: "target", label: t("target"), options: ["champion", "challenger", "shadow"].map((key) => [key, t(key)]) },
          { name: "percent", label: t("percent"), type: "number", min: 1, max: 50, value: 10, hint: t("percent_hint") },
        ]);
        if (values) await act("approve", { sha256: draft.sha256, target: values.target, percent: Number(values.percent) }, t("published"));
      },
      { class: "primary", id: "approve" },
    ),
  ];
}

async function checkWhole(pressed, path, held, again) {
  pressed.disabled = true;
  pressed.textContent = t("checking");
  const report = await acting(() => post(`${path}/check`));
  if (report) {
    toast(report.passed ? `${t("all_passed")} · ${report.cases} ${t("cases")}` : `${t("refused")}: ${report.faults.length}`, report.passed ? "good" : "bad");
    if (report.passed) return again();
    held.report = report;
    held.view = { ...held.view, faults: report.faults };
  }
  pressed.disabled = false;
  pressed.textContent = t("check");
  document.querySelector('[data-sheet="faults"]').click();
}

function faultsSheet(held, pick) {
  const notices = held.report?.notices ?? [];
  const known = new Set(held.view.rules?.cards.map((card) => card.id));
  const place = (fault) => {
    const rule = fault.row?.split(".")[0];
    return known.has(rule) ? button(fault.row, () => pick(rule), { class: "link" }) : (fault.row ?? "—");
  };
  const line = (fault) =>
    h("tr", {}, h("td", {}, h("code", {}, fault.file)), h("td", {}, place(fault)), h("td", {}, fault.column ?? "—"), h("td", { class: "wide" }, say(fault.message)));
  const heads = ["", t("rule"), t("what"), t("detail")];
  return [
    held.view.faults.length ? table(heads, held.view.faults.map(line)) : h("p", { class: "empty" }, t("no_faults")),
    notices.length > 0 && [h("h2", {}, t("notices")), table(heads, notices.map(line))],
  ];
}

// An outcome by its name; a cell as it is written, which is what is approved.
const said = (row, text) => (row.what === "outcome" ? t(text.replaceAll('"', "")) : text);

async function showDifference(sheet, id) {
  const { changes } = await get(`/drafts/${id}/difference`);
  refill(
    sheet,
    changes.length === 0
      ? h("p", { class: "empty" }, t("no_difference"))
      : table(
          [t("rule"), t("what"), t("before"), t("after")],
          changes.map((row) =>
            h(
              "tr",
              {},
              h("td", {}, h("code", {}, row.row || row.rule || "—")),
              h("td", {}, state.features[row.what] ? say(state.features[row.what].caption) : t(`what_${row.what}`)),
              h("td", { class: "wide" }, row.before === null ? "—" : h("del", {}, said(row, row.before))),
              h("td", { class: "wide" }, row.after === null ? "—" : h("ins", {}, said(row, row.after))),
            ),
          ),
        ),
  );
}
