// A backtest: step by step, with its progress, to be stopped and gone on with; and its report.
import { get, post } from "./api.js";
import { button, h, refill, select, table } from "./dom.js";
import { acting } from "./places.js";
import { percent, say, t, yuan } from "./words.js";

const OUTCOMES = ["approved", "counteroffer", "referred", "declined"];

export async function showBacktest(sheet, { id, draft, editable, done }) {
  let report = await get(`/drafts/${id}/backtest`);
  let running = false;
  let source = "applications";
  let limit = 1000;
  const fill = () => {
    if (!sheet.isConnected) running = false;
    refill(sheet, controls(), body());
  };

  function controls() {
    if (!editable) return null;
    const unfinished = report && report.done < report.total && report.candidate_sha256 === draft.sha256;
    return h(
      "div",
      { class: "bar" },
      select(["applications", "sample"].map((key) => [key, t(key)]), source, (value) => (source = value), { id: "source", disabled: running }),
      h("label", { class: "inline" }, t("limit"), h("input", { type: "number", min: 1, max: 100000, value: limit, size: 6, disabled: running, onchange: (event) => (limit = Number(event.target.value)) })),
      running
        ? button(t("halt"), () => ((running = false), fill()))
        : button(t("begin"), () => run({ source, limit }), { class: "primary", id: "begin" }),
      !running && unfinished && button(t("go_on"), () => run({})),
      report && h("progress", { max: report.total || 1, value: report.done }),
      report && h("span", {}, `${report.done} / ${report.total}`),
    );
  }

  function body() {
    if (!report) return h("p", { class: "empty" }, t("no_backtest"));
    if (report.total === 0) return h("p", { class: "empty" }, t("no_past"));
    return [report.candidate_sha256 !== draft.sha256 && h("p", { class: "note" }, t("outdated")), reportView(report)];
  }

  async function run(order) {
    running = true;
    let next = order;
    while (running) {
      const step = await acting(() => post(`/drafts/${id}/backtest`, next));
      if (!step) running = false;
      else {
        report = step;
        next = {};
        if (step.done >= step.total) running = false;
      }
      fill();
    }
    await done();
  }
  fill();
}

function reportView(report) {
  const { whole } = report;
  const pair = (label, before, after) => h("div", { class: "card" }, h("small", {}, label), h("b", {}, after), h("span", {}, `${t("before")} ${before}`));
  return [
    h(
      "section",
      { class: "cards" },
      h("div", { class: "card" }, h("small", {}, `${t("decided_again")} · ${t(report.source)}`), h("b", { id: "done" }, report.done), h("span", {}, report.rules_on)),
      h("div", { class: "card" }, h("small", {}, t("changed")), h("b", { id: "changed" }, report.changed_count), h("span", {}, percent(report.changed_count, report.done))),
      pair(t("approval_rate"), percent(whole.approved_before, whole.applications), percent(whole.approved_after, whole.applications)),
      pair(t("referral_rate"), percent(whole.referred_before, whole.applications), percent(whole.referred_after, whole.applications)),
      pair(t("financed"), yuan(whole.financed_before_fen), yuan(whole.financed_after_fen)),
      pair(t("expected_loss"), yuan(whole.expected_loss_before_fen), yuan(whole.expected_loss_after_fen)),
    ),
    h(
      "div",
      { class: "columns" },
      h("section", {}, h("h2", {}, t("swap_set")), swaps(report.swaps)),
      h("section", {}, h("h2", {}, t("by_rule")), rules(report.rules)),
      ["by_vehicle", "by_region", "by_dealer"].map((key) => h("section", {}, h("h2", {}, t(key)), segments(report[key]))),
      report.changed.length > 0 && h("section", {}, h("h2", {}, t("changed_list")), changed(report.changed)),
    ),
    h("p", { class: "note" }, say(report.assumptions)),
  ];
}

function swaps(found) {
  const count = (before, after) => found[before]?.[after] ?? 0;
  return table(
    ["", ...OUTCOMES.map(t)],
    OUTCOMES.map((before) =>
      h("tr", {}, h("th", { scope: "row" }, t(before)), OUTCOMES.map((after) => h("td", { class: before !== after && count(before, after) ? "swap" : null }, count(before, after) || "·"))),
    ),
    { class: "numbers" },
  );
}

function rules(found) {
  const moved = Object.entries(found).sort(([, a], [, b]) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.after - a.after);
  return table(
    [t("rule"), t("before"), t("after")],
    moved.slice(0, 12).map(([rule, row]) => h("tr", { class: row.before !== row.after ? "moved" : null }, h("td", {}, h("code", {}, rule)), h("td", {}, row.before), h("td", {}, row.after))),
    { class: "numbers" },
  );
}

function segments(found) {
  return table(
    ["", "n", t("approval_rate"), t("expected_loss")],
    Object.entries(found)
      .sort(([, a], [, b]) => b.applications - a.applications)
      .slice(0, 20)
      .map(([name, row]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, t(name)),
          h("td", {}, row.applications),
          h("td", {}, `${percent(row.approved_before, row.applications)} → ${percent(row.approved_after, row.applications)}`),
          h("td", {}, `${yuan(row.expected_loss_before_fen)} → ${yuan(row.expected_loss_after_fen)}`),
        ),
      ),
    { class: "numbers" },
  );
}

function changed(found) {
  return table(
    ["#", t("before"), t("after"), t("rules")],
    found.slice(0, 50).map((row) => h("tr", {}, h("td", {}, h("code", { title: row.id }, row.id.slice(-12))), h("td", {}, t(row.before)), h("td", {}, t(row.after)), h("td", { class: "wide" }, [...row.rules_added.map((rule) => `+${rule}`), ...row.rules_gone.map((rule) => `−${rule}`)].join(" ")))),
  );
}
