// The frame: who is signed in, the five places, and which of them is open (kept in the address).
import { call, get, post, useToken, whenSignedOut } from "./api.js";
import { button, h, refill, toast } from "./dom.js";
import { showDraft, showDrafts } from "./drafts.js";
import { showAudit, showHistory, showLive, showSnoozes } from "./places.js";
import { currentLanguage, switchLanguage, t } from "./words.js";

const PLACES = { live: showLive, drafts: showDrafts, history: showHistory, snoozes: showSnoozes, audit: showAudit };
const app = document.getElementById("app");

export const state = { me: null, features: {} };

async function start() {
  document.documentElement.lang = currentLanguage() === "zh" ? "zh-CN" : "en";
  try {
    state.me = await get("/me");
    useToken(state.me.csrf_token);
    await enter();
  } catch {
    showSignIn();
  }
}

async function enter() {
  state.features = Object.fromEntries((await get("/features")).map((feature) => [feature.name, feature]));
  window.onhashchange = show;
  await show();
}

whenSignedOut(() => {
  if (state.me) toast(t("signed_out"), "bad");
  showSignIn();
});

function showSignIn() {
  state.me = null;
  document.title = t("title");
  window.onhashchange = null;
  const token = h("input", { type: "password", id: "token", required: true, autocomplete: "off", "aria-describedby": "token-hint" });
  const said = h("p", { class: "bad", role: "alert" });
  refill(
    app,
    h(
      "form",
      {
        class: "sign-in",
        onsubmit: async (event) => {
          event.preventDefault();
          try {
            state.me = await call("POST", "/session", { token: token.value });
            useToken(state.me.csrf_token);
            await enter();
          } catch (error) {
            refill(said, error.problem?.status === 401 ? t("token_wrong") : error.message);
            token.select();
          }
        },
      },
      h("img", { src: "mark.svg", alt: "", width: 40, height: 40 }),
      h("h1", {}, t("title")),
      h("label", {}, h("span", {}, t("token")), token, h("small", { id: "token-hint" }, t("token_hint"))),
      said,
      h("button", { class: "primary", id: "sign-in" }, t("sign_in")),
      button(t("language"), () => (switchLanguage(), showSignIn()), { class: "quiet" }),
    ),
  );
  token.focus();
}

async function show() {
  const [place, id] = (location.hash.slice(1) || "live").split("/");
  document.title = `${t(PLACES[place] ? place : "live")} · ${t("title")}`;
  const main = h("main", { "aria-busy": "true" }, h("div", { class: "loading" }));
  refill(
    app,
    h(
      "header",
      {},
      h("img", { src: "mark.svg", alt: "", width: 24, height: 24 }),
      h("strong", {}, t("title")),
      h(
        "nav",
        {},
        Object.keys(PLACES).map((key) =>
          h("a", { href: `#${key}`, "aria-current": key === place ? "page" : null }, t(key)),
        ),
      ),
      h("span", { class: "who" }, state.me.name, h("small", {}, state.me.roles.map(t).join(" · "))),
      button(t("language"), () => (switchLanguage(), show()), { class: "quiet" }),
      button(t("sign_out"), signOut, { class: "quiet", id: "sign-out" }),
    ),
    main,
  );
  try {
    await (place === "drafts" && id ? showDraft(main, id) : (PLACES[place] ?? showLive)(main));
  } catch (error) {
    refill(main, h("div", { class: "empty bad" }, h("p", { role: "alert" }, error.message), button(t("again"), show)));
  }
  main.removeAttribute("aria-busy");
}

async function signOut() {
  await call("DELETE", "/session").catch(() => {});
  useToken(null);
  showSignIn();
}

export function may(role) {
  return state.me.roles.includes(role);
}

export async function beginDraft(title, from) {
  const view = await post("/drafts", { title, from_sha256: from ?? null });
  location.hash = `drafts/${view.draft.id}`;
}

start();
