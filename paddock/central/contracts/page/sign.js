// Signing on a phone: identity first, then the pages, then the pad. The token is in the fragment, which goes nowhere.
const token = location.hash.slice(1), $ = (id) => document.getElementById(id);
let view = null, strokes = [], begun = 0, drawing = false;

async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${token}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(`/v1/signing${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Error("网络不通, 请检查后再试 · No connection: try again");
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  const said = (problem.faults || []).map((fault) => `${fault.message.zh} · ${fault.message.en}`);
  throw new Error(said.join("; ") || (problem.title ? `${problem.title.zh} · ${problem.title.en}` : "请稍后再试 · Try again later"));
}

const say = (text, good = false) => { $("note").textContent = text; $("note").style.color = good ? "var(--good)" : ""; };
async function busy(button, work) {
  button.disabled = true; say("");
  try { await work(); } catch (error) { say(error.message); } finally { button.disabled = false; mayConfirm(); }
}

async function show() {
  view = await (await call("GET", "")).json();
  $("about").textContent = `合同 ${view.number} · ${view.dealer} · 签署人 ${view.name}`;
  $("phone").textContent = view.phone; $("count").textContent = view.pages;
  $("identity").hidden = view.identified || view.signed;
  $("contract").hidden = !view.identified || view.signed;
  $("done").hidden = !view.signed;
  if (view.identified && !view.signed && !$("pages").children.length) await showPages();
}
async function showPages() {
  for (let number = 1; number <= view.pages; number++) {
    const sheet = document.createElement("canvas");
    sheet.setAttribute("role", "img"); sheet.setAttribute("aria-label", `第 ${number} 页`); $("pages").append(sheet);
    const picture = await createImageBitmap(await (await call("GET", `/pages/${number}`)).blob());
    sheet.width = picture.width; sheet.height = picture.height; sheet.getContext("2d").drawImage(picture, 0, 0);
    sheet.dataset.shown = "yes";
  }
  size();
}

$("send").addEventListener("click", () => busy($("send"), async () => { await call("POST", "/code"); say("验证码已发送 · The code is on its way", true); $("code").focus(); }));
$("identity").addEventListener("submit", (event) => {
  event.preventDefault();
  busy($("check"), async () => { await call("POST", "/identity", { code: $("code").value.trim(), last_four: $("last").value.trim() }); await show(); });
});

const pad = $("pad"), pen = pad.getContext("2d");
function size() { const ratio = devicePixelRatio || 1; pad.width = pad.clientWidth * ratio; pad.height = pad.clientHeight * ratio; pen.setTransform(ratio, 0, 0, ratio, 0, 0); redraw(); }
function redraw() { pen.clearRect(0, 0, pad.clientWidth, pad.clientHeight); for (const stroke of strokes) stroke.forEach((_, at) => segment(stroke, at)); }
function segment(stroke, at) {
  const b = stroke[at], a = stroke[Math.max(at - 1, 0)];
  pen.lineWidth = 1.4 + 3 * b.pressure; pen.lineCap = "round"; pen.strokeStyle = "#12305c"; pen.beginPath();
  pen.moveTo(a.x * pad.clientWidth, a.y * pad.clientHeight); pen.lineTo(b.x * pad.clientWidth + 0.01, b.y * pad.clientHeight); pen.stroke();
}
function point(event) {
  const box = pad.getBoundingClientRect(), clamp = (v) => Math.min(Math.max(v, 0), 1);
  return { x: clamp((event.clientX - box.left) / box.width), y: clamp((event.clientY - box.top) / box.height), ms: Math.round(performance.now() - begun), pressure: event.pointerType === "pen" ? clamp(event.pressure) : 0.6 };
}
pad.addEventListener("pointerdown", (event) => {
  event.preventDefault(); pad.setPointerCapture(event.pointerId);
  if (!strokes.length) begun = performance.now();
  drawing = true; strokes.push([point(event)]); segment(strokes.at(-1), 0);
});
pad.addEventListener("pointermove", (event) => {
  if (!drawing || strokes.at(-1).length >= 5000) return;
  strokes.at(-1).push(point(event)); segment(strokes.at(-1), strokes.at(-1).length - 1);
});
for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { drawing = false; mayConfirm(); });
const mayConfirm = () => { $("confirm").disabled = !$("read").checked || strokes.reduce((n, s) => n + s.length, 0) < 8; };
$("read").addEventListener("change", mayConfirm);
$("clear").addEventListener("click", () => { strokes = []; redraw(); mayConfirm(); });
addEventListener("resize", () => { if (!$("contract").hidden) size(); });
$("confirm").addEventListener("click", () => busy($("confirm"), async () => {
  view = await (await call("POST", "/signature", { document_sha256: view.document_sha256, pad_aspect: pad.clientWidth / pad.clientHeight, strokes: strokes.slice(0, 200) })).json();
  $("pages").replaceChildren(); await show();
}));
show().catch((error) => say(error.message));
