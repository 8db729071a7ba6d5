// Every case that waits for a person, the most pressing first.
import { button, h, refill, table } from "/risk/dom.js";
import { say, yuan } from "/risk/words.js";
import { desk, moment } from "./desk.js";
import { w } from "./words.js";

export async function showList(main) {
  const lines = await desk("GET", "/cases");
  const heads = ["lane", "applicant", "dealer", "amount", "referred", "expected", "move", "why"].map(w);
  refill(
    main,
    h("div", { class: "bar" }, h("h1", {}, w("title")), h("span", { class: "space" }), button(w("refresh"), () => showList(main))),
    lines.length ? table(heads, lines.map(row), { id: "cases" }) : h("div", { class: "empty" }, w("none")),
  );
}

function row(line) {
  const open = () => (location.hash = line.application_id);
  const late = line.expected_by && new Date(line.expected_by) < new Date();
  return h(
    "tr",
    { class: "open-case", "data-case": line.application_id, onclick: open },
    h("td", {}, say(line.lane_name)),
    h("td", {}, h("a", { href: `#${line.application_id}` }, line.applicant)),
    h("td", {}, line.dealer),
    h("td", {}, yuan(line.amount_fen)),
    h("td", {}, moment(line.referred_at)),
    h("td", { class: late ? "late" : null }, line.expected_by ? moment(line.expected_by) : "–"),
    h("td", {}, w(line.move), line.reviewer && h("small", {}, ` ${line.reviewer}`)),
    h("td", { class: "wide" }, say(line.reason)),
  );
}
