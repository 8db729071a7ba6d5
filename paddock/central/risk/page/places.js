// What is in force, the history, the snoozes and the audit.
import { get, post } from "./api.js";
import { beginDraft, may } from "./app.js";
import { ask, button, h, refill, table, toast } from "./dom.js";
import { ruleTables } from "./tables.js";
import { moment, percent, t } from "./words.js";

export async function acting(act, done) {
  try {
    const result = await act();
    if (done) toast(done);
    return result;
  } catch (error) {
    toast(error.message, "bad");
    return null;
  }
}

export async function askForDraft(from) {
  const values = await ask(t("new_draft"), [{ name: "title", label: t("draft_title"), required: true, longest: 100 }]);
  if (values) await acting(() => beginDraft(values.title, from));
}

const short = (sha256) => h("code", { title: sha256 }, sha256.slice(0, 12));

export async function showLive(main) {
  const live = await get("/live");
  const rules = await get(`/rule-sets/${live.release.champion}`);
  const release = live.release;
  refill(
    main,
    h(
      "section",
      { class: "cards" },
      card(t("release"), release.number, release.number ? `${release.title} · ${moment(release.at)}` : t("installed")),
      card(t("version"), live.version, short(release.champion)),
      card(t("rules"), live.rules, `${live.dormant} ${t("dormant")}`),
      card(
        t("challenger"),
        release.challenger ? `${release.challenger_percent}%` : "—",
        release.challenger && [short(release.challenger), stopper("challenger", main)],
      ),
      card(
        t("shadow"),
        release.shadow ? percent(live.shadow_agreed, live.shadow_compared) : "—",
        release.shadow && [`${t("agreed")} ${live.shadow_agreed}/${live.shadow_compared} `, short(release.shadow), stopper("shadow", main)],
      ),
    ),
    may("risk_manager") &&
      h("div", { class: "bar" }, button(t("new_draft"), () => askForDraft(), { class: "primary", id: "new-draft" })),
    ruleTables({ rules, faults: [], editable: false }),
  );
}

function card(title, value, below) {
  return h("div", { class: "card" }, h("small", {}, title), h("b", {}, value), h("span", {}, below));
}

function stopper(what, main) {
  if (!may("risk_approver")) return null;
  return button(t("stop"), async () => {
    const values = await ask(`${t("stop")} ${t(what)}`, [{ name: "reason", label: t("reason"), required: true, shortest: 4, longest: 300 }]);
    if (values && (await acting(() => post("/releases/stop", { what, ...values }), t("saved")))) await showLive(main);
  }, { class: "quiet" });
}

export async function showHistory(main) {
  const releases = await get("/releases");
  const live = releases[0].champion;
  refill(
    main,
    table(
      [t("release"), t("action"), t("what"), t("champion"), t("challenger"), t("shadow"), t("author"), t("approver"), t("when"), ""],
      releases.map((row, index) =>
        h(
          "tr",
          { class: index === 0 ? "now" : null },
          h("td", {}, row.number),
          h("td", {}, t(row.action), row.restores !== null && ` → ${row.restores}`),
          h("td", { class: "wide" }, row.title || "—"),
          h("td", {}, short(row.champion)),
          h("td", {}, row.challenger ? [short(row.challenger), ` ${row.challenger_percent}%`] : "—"),
          h("td", {}, row.shadow ? short(row.shadow) : "—"),
          h("td", {}, row.author ?? "—"),
          h("td", {}, row.approver ?? "—"),
          h("td", {}, moment(row.at)),
          h(
            "td",
            {},
            index > 0 && row.champion !== live && may("risk_approver") && button(t("bring_back"), () => bringBack(row, main), { "data-release": row.number }),
            may("risk_manager") && button(t("new_draft"), () => askForDraft(row.champion), { class: "quiet" }),
          ),
        ),
      ),
    ),
  );
}

async function bringBack(row, main) {
  const values = await ask(`${t("bring_back")} ${row.number}`, [
    { name: "reason", label: t("reason"), required: true, shortest: 4, longest: 300 },
  ]);
  if (values && (await acting(() => post("/releases/restore", { number: row.number, ...values }), t("published")))) {
    await showHistory(main);
  }
}

export async function showSnoozes(main) {
  const [found, dealers] = [await get("/snoozes"), await get("/dealers")];
  refill(
    main,
    may("risk_approver") && h("div", { class: "bar" }, button(t("new_snooze"), () => beginSnooze(dealers, main), { class: "primary" })),
    found.length === 0
      ? h("p", { class: "empty" }, t("no_snoozes"))
      : table(
          [t("rule"), t("subject"), t("reason"), t("until"), t("who"), t("when"), ""],
          found.map((row) =>
            h(
              "tr",
              { class: row.active ? "now" : "past" },
              h("td", {}, h("code", {}, row.rule)),
              h("td", {}, t(row.kind), " ", row.subject),
              h("td", { class: "wide" }, row.reason),
              h("td", {}, moment(row.until)),
              h("td", {}, row.by),
              h("td", {}, moment(row.created_at)),
              h(
                "td",
                {},
                row.active && may("risk_approver")
                  ? button(t("wake"), async () => {
                      if (await acting(() => post(`/snoozes/${row.id}/end`), t("saved"))) await showSnoozes(main);
                    })
                  : t(row.active ? "active" : "ended"),
              ),
            ),
          ),
        ),
  );
}

async function beginSnooze(dealers, main) {
  const soon = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const last = new Date(Date.now() + 89 * 86_400_000).toISOString().slice(0, 10);
  const values = await ask(t("new_snooze"), [
    { name: "rule", label: t("rule_id"), required: true, pattern: "[A-Z]{2}-[0-9]{2}", hint: "CR-10" },
    { name: "kind", label: t("subject"), options: ["vin", "person", "dealer"].map((key) => [key, t(key)]) },
    { name: "vin", label: t("vin"), required: true, longest: 18, when: { kind: "vin" } },
    { name: "person", label: t("person"), required: true, longest: 18, when: { kind: "person" } },
    { name: "dealer", label: t("dealer"), options: dealers.map((dealer) => [dealer.id, dealer.name]), when: { kind: "dealer" } },
    { name: "until", label: t("until"), type: "date", value: soon, max: last, required: true },
    { name: "reason", label: t("reason"), required: true, shortest: 4, longest: 300 },
  ]);
  if (!values) return;
  const { rule, kind, reason } = values;
  const until = new Date(`${values.until}T23:59:59`).toISOString();
  if (await acting(() => post("/snoozes", { rule, kind, subject: values[kind], until, reason }), t("saved"))) await showSnoozes(main);
}

export async function showAudit(main) {
  const body = h("tbody", {});
  const more = button(t("more"), () => load(), { class: "quiet" });
  let before = null;
  async function load() {
    const lines = await get(`/audit?limit=100${before ? `&before=${before}` : ""}`);
    for (const line of lines) {
      body.append(
        h(
          "tr",
          {},
          h("td", {}, moment(line.at)),
          h("td", {}, line.who),
          h("td", {}, t(`act_${line.action}`)),
          h("td", { class: "wide" }, line.subject),
          h("td", { class: "wide" }, line.detail),
        ),
      );
    }
    before = lines.at(-1)?.id ?? before;
    more.hidden = lines.length < 100;
  }
  await load();
  const heads = [t("when"), t("who"), t("action"), t("subject"), t("detail")];
  refill(main, h("table", {}, h("thead", {}, h("tr", {}, heads.map((head) => h("th", {}, head)))), body), more);
}
