// The test cases of one rule, each put to the engine, and the rule's card.
import { get } from "./api.js";
import { state } from "./app.js";
import { ask, button, h, refill, select, sure, toast } from "./dom.js";
import { gloss } from "./cells.js";
import { ruleAgain } from "./inverses.js";
import { askForCard } from "./tables.js";
import { say, t } from "./words.js";

const EXPECTED = ["decline", "refer", "cap", "passed", "not_evaluated"];

export async function showCases(sheet, { id, view, rule, editable, change, pick }) {
  const cards = view.rules.cards;
  const card = cards.find((each) => each.id === rule) ?? cards[0];
  const cases = await get(`/drafts/${id}/cases/${card.id}`);
  const saved = (list) => change([{ kind: "set_cases", rule: card.id, cases: list }], [{ kind: "set_cases", rule: card.id, cases: cases.map((each) => each.case) }]);
  refill(
    sheet,
    h(
      "div",
      { class: "bar" },
      select(cards.map((each) => [each.id, `${each.id} ${say(each.staff)}`]), card.id, pick, { "aria-label": t("choose_rule"), id: "rule" }),
      h("span", { class: "space" }),
      editable && button(t("rewrite_cases"), () => change([{ kind: "suggest_cases", rule: card.id }], [{ kind: "set_cases", rule: card.id, cases: cases.map((each) => each.case) }]), { id: "rewrite" }),
      editable && button(t("add_case"), async () => {
        const made = await askForCase({ given: {}, expect: "passed" });
        if (made) saved([...cases.map((each) => each.case), made]);
      }),
      editable && button(t("delete_rule"), async () => {
        const table = view.rules.tables.find((each) => each.group.id === card.group);
        if (await sure(t("sure_delete_rule"))) change([{ kind: "delete_rule", rule: card.id }], ruleAgain(table, card, cases.map((each) => each.case)));
      }, { class: "quiet" }),
    ),
    cardView(card, view, editable, change),
    h(
      "table",
      { class: "cases" },
      h("thead", {}, h("tr", {}, ["#", t("given"), t("expect"), t("said"), ""].map((head) => h("th", {}, head)))),
      h(
        "tbody",
        {},
        cases.map((each, index) =>
          h(
            "tr",
            { class: each.passed ? null : "wrong", "data-passed": String(each.passed) },
            h("td", {}, each.number),
            h("td", { class: "wide" }, h("code", {}, written(each.case.given)), h("small", {}, captions(each.case.given))),
            h("td", {}, t(each.case.expect)),
            h("td", {}, each.said ? t(each.said) : "—", each.passed ? " ✓" : " ✗"),
            h(
              "td",
              { class: "acts" },
              editable && button("✎", async () => {
                const made = await askForCase(each.case);
                if (made) saved(cases.map((other, place) => (place === index ? made : other.case)));
              }, { class: "quiet", "aria-label": `${t("change")} ${each.number}` }),
              editable && button("×", () => saved(cases.filter((_, place) => place !== index).map((other) => other.case)), { class: "quiet", "aria-label": `${t("delete_row")} ${each.number}` }),
            ),
          ),
        ),
      ),
    ),
  );
}

function cardView(card, view, editable, change) {
  const fact = (label, value) => h("div", {}, h("small", {}, label), h("span", {}, value));
  return h(
    "div",
    { class: "facts" },
    fact(t("reason_code"), card.reason_code),
    fact(t("rule_version"), card.version),
    fact(t("owner"), card.owner),
    fact(t("effective_from"), card.effective_to ? `${card.effective_from} – ${card.effective_to}` : card.effective_from),
    fact(t("says"), say(card.staff)),
    fact(t("customer"), say(card.customer)),
    card.stipulation && fact(t("bring"), say(card.stipulation)),
    fact(t("may_be_snoozed"), card.may_be_snoozed ? "✓" : "🔒"),
    editable && button("✎", async () => {
      const made = await askForCard(view.rules, card, false);
      if (made) change([{ kind: "set_card", card: made }], [{ kind: "set_card", card }]);
    }, { "aria-label": `${t("change")} ${card.id}`, class: "quiet" }),
  );
}

const written = (given) => Object.entries(given).map(([name, value]) => `${name} = ${value}`).join("; ");
const captions = (given) => Object.entries(given).map(([name, value]) => `${say(state.features[name]?.caption)} ${gloss(name, typeof value === "string" ? `"${value}"` : String(value))}`).join(" · ");

async function askForCase(old) {
  const values = await ask(t("cases"), [
    { name: "given", label: t("given"), type: "textarea", value: written(old.given), hint: t("case_hint"), required: true },
    { name: "expect", label: t("expect"), options: EXPECTED.map((key) => [key, t(key)]), value: old.expect },
  ], t("save"));
  if (!values) return null;
  const given = {};
  for (const part of values.given.split(/[;；\n]/).filter((text) => text.trim())) {
    const [name, text] = part.split("=").map((each) => each.trim());
    const feature = state.features[name];
    if (!feature || !text) {
      toast(`${t("unknown_input")}: ${name}`, "bad");
      return null;
    }
    const value = feature.kind === "boolean" ? text === "true" : feature.kind === "text" ? text.replaceAll('"', "") : Number(text);
    given[name] = value;
  }
  return { given, expect: values.expect };
}
