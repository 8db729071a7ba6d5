// The reviewers' page: who is signed in, the list, and one case (its id is in the address).
import { call as ofRisk, useToken, whenSignedOut } from "/risk/api.js";
import { button, h, refill, toast } from "/risk/dom.js";
import { currentLanguage, switchLanguage, t } from "/risk/words.js";
import { showCase } from "./case.js";
import { showList } from "./list.js";
import { w } from "./words.js";

const app = document.getElementById("app");
let me = null;

async function start() {
  document.documentElement.lang = currentLanguage() === "zh" ? "zh-CN" : "en";
  try {
    me = await ofRisk("GET", "/me");
    useToken(me.csrf_token);
    window.onhashchange = show;
    await show();
  } catch {
    showSignIn();
  }
}

whenSignedOut(() => {
  if (me) toast(t("signed_out"), "bad");
  showSignIn();
});

function showSignIn() {
  me = null;
  document.title = w("title");
  window.onhashchange = null;
  const token = h("input", { type: "password", id: "token", required: true, autocomplete: "off" });
  const said = h("p", { class: "bad", role: "alert" });
  async function signIn(event) {
    event.preventDefault();
    try {
      me = await ofRisk("POST", "/session", { token: token.value });
      useToken(me.csrf_token);
      window.onhashchange = show;
      await show();
    } catch (error) {
      refill(said, error.problem?.status === 401 ? t("token_wrong") : error.message);
      token.select();
    }
  }
  refill(
    app,
    h(
      "form",
      { class: "sign-in", onsubmit: signIn },
      h("img", { src: "/risk/mark.svg", alt: "", width: 40, height: 40 }),
      h("h1", {}, w("title")),
      h("label", {}, h("span", {}, t("token")), token, h("small", {}, w("token_hint"))),
      said,
      h("button", { class: "primary", id: "sign-in" }, t("sign_in")),
      button(t("language"), () => (switchLanguage(), showSignIn()), { class: "quiet" }),
    ),
  );
  token.focus();
}

async function show() {
  const id = location.hash.slice(1);
  document.title = w("title");
  const main = h("main", { "aria-busy": "true" }, h("div", { class: "loading" }));
  refill(
    app,
    h(
      "header",
      {},
      h("img", { src: "/risk/mark.svg", alt: "", width: 24, height: 24 }),
      h("strong", {}, w("title")),
      h("span", { class: "space" }),
      h("span", { class: "who" }, me.name),
      button(t("language"), () => (switchLanguage(), show()), { class: "quiet" }),
      button(t("sign_out"), signOut, { class: "quiet", id: "sign-out" }),
    ),
    main,
  );
  try {
    await (id ? showCase(main, id, me) : showList(main));
  } catch (error) {
    refill(main, h("div", { class: "empty bad" }, h("p", { role: "alert" }, error.message), button(t("again"), show)));
  }
  main.removeAttribute("aria-busy");
}

async function signOut() {
  await ofRisk("DELETE", "/session").catch(() => {});
  useToken(null);
  showSignIn();
}

start();
