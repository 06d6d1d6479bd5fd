// The page in English and Chinese. What documents say is shown as they say it.
import { zhSentence, zhTerms } from "./terms_zh";
import { en } from "./words_en";
import { zh } from "./words_zh";

export type MessageKey = keyof typeof en;
export type Language = "en" | "zh";
let language: Language = "en";

export const currentLanguage = (): Language => language;

export function setLanguage(value: Language): void {
    language = value;
    document.documentElement.lang = value === "zh" ? "zh-CN" : "en";
}

export const number = (value: number): string => value.toLocaleString(language === "zh" ? "zh-CN" : "en");

export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
    const [one, many] = (language === "zh" ? zh : en)[key].split("|") as [string, string?];
    const text = many !== undefined && values["n"] !== 1 ? many : one;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values[name];
        return value === undefined ? whole : typeof value === "number" ? number(value) : value;
    });
}

export const listed = (...parts: string[]): string => parts.join(language === "zh" ? "，" : ", ");

// Kinds, relationship types, roles, tiers and properties as people read them.
export function term(word: string): string {
    if (language === "zh") return zhTerms[word] ?? word.replaceAll("_", " ");
    return /^[A-Z_]+$/.test(word) ? word.toLowerCase().replaceAll("_", " ") : word.replaceAll("_", " ");
}

// A sentence of an answer.
export function sentence(given: string): string {
    const text = given.replace(/\((?:[^()\s]+\/)+([^()\s/]+:\d+)\)/g, "($1)"); // a source by its file's name
    if (language === "zh") return zhSentence(text);
    return text.charAt(0).toUpperCase() + text.slice(1);
}
