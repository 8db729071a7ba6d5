// Talking to the centre: the session's token on every write, and every refusal as one sentence.
import { say, t } from "./words.js";

let csrf = null;
let onSignedOut = () => {};

export function useToken(token) {
  csrf = token;
}

export function whenSignedOut(act) {
  onSignedOut = act;
}

export class Refused extends Error {
  constructor(problem) {
    const faults = (problem.faults ?? []).map((fault) => say(fault.message));
    super(faults.length ? faults.join("; ") : [say(problem.title), problem.detail].filter(Boolean).join(" · "));
    this.problem = problem;
  }
}

export async function call(method, path, body, root = "/v1/risk") {
  let answer;
  try {
    answer = await fetch(`${root}${path}`, {
      method,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", ...(csrf ? { "X-CSRF-Token": csrf } : {}) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error(t("network"));
  }
  if (answer.status === 204) return null;
  const document = await answer.json().catch(() => null);
  if (answer.ok) return document;
  if (answer.status === 401 && path !== "/session" && path !== "/me") onSignedOut();
  throw document ? new Refused(document) : new Error(`HTTP ${answer.status}`);
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
