// One case: what was applied for, what the rules said, what was asked and answered, and the verdict.
import { ask, button, h, refill, toast } from "/risk/dom.js";
import { say, yuan } from "/risk/words.js";
import { desk, moment } from "./desk.js";
import { w } from "./words.js";

export async function showCase(main, id, me) {
  draw(main, await desk("GET", `/cases/${id}`), me);
}

function draw(main, view, me) {
  const { line, application } = view;
  const mine = line.reviewer === me.name;
  const waiting = view.decision.decision === "referred";
  const act = (path, said, body) => async () => doIt(main, me, line.application_id, path, said, body);
  refill(
    main,
    h(
      "div",
      { class: "bar" },
      h("a", { href: "#" }, w("back")),
      h("h1", {}, `${application.applicant.name} · ${application.vehicle.brand_model}`),
      h("span", { class: "state" }, waiting ? w(line.move) : say(view.decision.reasons[0]?.staff ?? line.reason)),
      h("span", { class: "space" }),
      waiting && !mine && button(w("claim"), act("claim", () => w("claimed_now")), { class: "primary", id: "claim" }),
      waiting && mine && verdicts(main, view, me, act),
    ),
    waiting && view.needs_two && h("p", { class: "note" }, line.proposer ? w("proposed_by") + line.proposer : w("two_people")),
    waiting && view.beyond_limit && h("p", { class: "note" }, w("senior")),
    h("div", { class: "case" }, h("div", {}, rules(view), asked(view)), h("div", {}, facts(view), pictures(view), acts(view))),
  );
}

function verdicts(main, view, me, act) {
  return [
    button(w("release"), act("release", () => w("released")), { id: "release" }),
    button(w("ask"), () => askCounter(main, view, me), { id: "ask" }),
    button(w("decline"), () => decide(main, view, me, "decline"), { id: "decline" }),
    button(w("approve"), () => decide(main, view, me, "approve"), { class: "primary", id: "approve" }),
  ];
}

async function doIt(main, me, id, path, said, body = {}) {
  try {
    const view = await desk("POST", `/cases/${id}/${path}`, body);
    toast(said(view));
    draw(main, view, me);
    return true;
  } catch (error) {
    toast(error.message, "bad");
    return false;
  }
}

async function decide(main, view, me, verb) {
  const verdict = verb === "approve" ? "approved" : "declined";
  const reasons = (await desk("GET", "/reasons")).filter((reason) => reason.verdict === verdict);
  const order = await ask(w(verb), [
    { name: "reason_code", label: w("reason"), options: reasons.map((reason) => [reason.code, say(reason.staff)]) },
    { name: "note", label: w("note"), type: "textarea", longest: 1000 },
  ]);
  const said = (after) => w(verb === "decline" ? "declined_now" : after.line.move === "second" ? "proposed_now" : "approved_now");
  if (order) await doIt(main, me, view.line.application_id, "decide", said, { verb, ...order });
}

async function askCounter(main, view, me) {
  const first = view.suggested_asks.find((each) => !view.asks.some((one) => one.sentence.zh === each.zh));
  const order = await ask(w("ask"), [
    { name: "zh", label: w("ask_zh"), value: first?.zh, required: true, shortest: 2, longest: 200 },
    { name: "en", label: w("ask_en"), value: first?.en, required: true, shortest: 2, longest: 200 },
    { name: "wants_picture", label: w("wants_picture"), type: "checkbox" },
    { name: "note", label: w("note"), type: "textarea", longest: 1000 },
  ]);
  if (!order) return;
  const { note, ...wanted } = order;
  await doIt(main, me, view.line.application_id, "decide", () => w("asked_now"), { verb: "ask", asks: [wanted], note });
}

function rules(view) {
  const hits = view.decision.rule_hits.map((hit) =>
    h("li", { class: `outcome ${hit.outcome}` }, h("code", {}, hit.id), " ", say(hit.sentence)),
  );
  return h("section", {}, h("h2", {}, `${w("rules")} · ${w("score")} ${view.decision.score ?? "–"}`), h("ul", {}, hits));
}

function asked(view) {
  if (!view.asks.length) return null;
  const lines = view.asks.map((one) =>
    h(
      "div",
      { class: "ask" },
      h("strong", {}, say(one.sentence)),
      h("div", {}, one.answered_at ? one.text : h("small", {}, w("waits"))),
      one.answered_at && h("small", {}, `${one.answered_by} · ${moment(one.answered_at)}`),
      shown(view, one.images),
    ),
  );
  return h("section", { id: "asks" }, h("h2", {}, w("asks")), lines);
}

function facts(view) {
  const { applicant, vehicle, financing } = view.application;
  const lines = [
    ["lane", say(view.line.lane_name)],
    ["dealer", view.line.dealer],
    ["id_number", applicant.resident_id_number],
    ["phone", applicant.phone],
    ["income", yuan(applicant.monthly_income_fen)],
    ["car", `${vehicle.brand_model} · ${vehicle.vin}`],
    ["price", yuan(financing.price_fen)],
    ["down", yuan(financing.down_payment_fen)],
    ["amount", yuan(view.line.amount_fen)],
    ["term", financing.term_months],
  ];
  return h("section", {}, h("h2", {}, w("terms")), h("dl", {}, lines.map(([key, text]) => [h("dt", {}, w(key)), h("dd", {}, text)])));
}

function pictures(view) {
  const images = view.application.images.map((image) => image.sha256);
  return images.length ? h("section", {}, h("h2", {}, w("pictures")), shown(view, images)) : null;
}

function shown(view, images) {
  const address = (sha256) => `/v1/desk/cases/${view.line.application_id}/images/${sha256}`;
  const picture = (sha256) =>
    h("a", { href: address(sha256), target: "_blank", rel: "noopener" }, h("img", { src: address(sha256), alt: w("pictures") }));
  return images.length ? h("div", { class: "pictures" }, images.map(picture)) : null;
}

function acts(view) {
  const lines = view.acts.map((each) =>
    h("li", {}, `${moment(each.at)} ${each.by} ${w(`act_${each.action}`)}`, each.note && h("small", {}, ` · ${each.note}`)),
  );
  return h("section", {}, h("h2", {}, w("acts")), h("ul", {}, lines));
}
