// Talking to the desk, and times as people read them.
import { call } from "/risk/api.js";
import { currentLanguage } from "/risk/words.js";

export const desk = (method, path, body) => call(method, path, body, "/v1/desk");

const locale = () => (currentLanguage() === "zh" ? "zh-CN" : "en-GB");

// Short: the list has no room for years and seconds.
export const moment = (text) =>
  new Date(text).toLocaleString(locale(), { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
