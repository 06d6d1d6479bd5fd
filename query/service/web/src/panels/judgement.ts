// A person's word on a claim: accept or reject, with a name and a reason.
import { decide, undo, type Decision, type Draft } from "../service/decisions";
import { h, replace } from "../dom";
import { ApiError, setToken } from "../service/http";
import { sentence, t } from "../words/i18n";
import { button, fault } from "./panels";

export interface Judged {
    accept: () => Draft;
    reject?: () => Draft; // absent where one can only say which one is right
    acceptLabel?: string;
    done(decision: Decision, kind: "accept" | "reject"): void;
}

// Two buttons; one chosen, the form that it asks for.
export function judgement(judged: Judged): HTMLElement {
    const box = h("div", { class: "judgement", role: "group", "aria-label": judged.acceptLabel ?? t("judge") });
    const choices = (): void => {
        const accept = button(judged.acceptLabel ?? `✓ ${t("accept")}`, () => ask("accept", judged.accept), { class: "accept" });
        const reject = judged.reject;
        replace(
            box,
            judged.acceptLabel === undefined && h("h3", {}, t("judge")),
            h("div", { class: "actions" }, accept, reject !== undefined && button(`✗ ${t("reject")}`, () => ask("reject", reject), { class: "reject" })),
        );
    };
    const ask = (kind: "accept" | "reject", draft: () => Draft): void => {
        const form = decisionForm(kind, judged.acceptLabel ?? t(kind), draft, choices, (decision) => judged.done(decision, kind));
        replace(box, form);
        form.querySelector<HTMLElement>("input[value=''], textarea")?.focus();
    };
    choices();
    return box;
}

let fields = 0;

function decisionForm(kind: "accept" | "reject", title: string, draft: () => Draft, back: () => void, done: (decision: Decision) => void): HTMLFormElement {
    const place = ++fields;
    const field = (name: string, label: string, element: HTMLInputElement | HTMLTextAreaElement): HTMLElement => {
        element.id = `${name}-${place}`;
        return h("div", { class: "field" }, h("label", { for: element.id }, label), element);
    };
    const author = h("input", { type: "text", required: true, maxLength: 100, autocomplete: "name", value: localStorage.getItem("author") ?? "" });
    const reason = h("textarea", { required: true, maxLength: 500, rows: 2 });
    const token = h("input", { type: "password", autocomplete: "current-password" });
    const tokenField = field("token", t("token"), token);
    tokenField.hidden = true;
    const status = h("div", { role: "status" });
    const send = async (): Promise<void> => {
        if (token.value !== "") setToken(token.value);
        localStorage.setItem("author", author.value);
        try {
            done(await decide(draft(), author.value.trim(), reason.value.trim()));
        } catch (error) {
            if (error instanceof ApiError && error.status === 401) tokenField.hidden = false;
            replace(status, fault(error));
        }
    };
    return h(
        "form",
        {
            class: kind,
            onsubmit: (event: Event) => {
                event.preventDefault();
                void send();
            },
        },
        h("h3", {}, title),
        field("reason", t(kind === "accept" ? "acceptReason" : "rejectReason"), reason),
        field("author", t("author"), author),
        tokenField,
        h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, t("record")), button(t("cancel"), back)),
        status,
    );
}

function whenOf({ state, note }: Decision): string {
    if (state === "applied") return t("applied");
    if (state === "waiting") return note === undefined ? t("waiting") : sentence(note);
    return t("notApplied", { why: state });
}

// What was decided, by whom, when it takes effect, and the way back.
export function decided(decision: Decision, canUndo: boolean, changed: () => void): HTMLElement {
    const status = h("div", { role: "status" });
    const takeBack = async (): Promise<void> => {
        try {
            await undo(decision);
            changed();
        } catch (error) {
            replace(status, fault(error));
        }
    };
    return h(
        "div",
        { class: `decision ${decision.kind}` },
        h("p", { class: "lead" }, t(decision.kind === "reject" ? "rejectedBy" : "acceptedBy", { author: decision.author, date: decision.date })),
        h("p", {}, `“${decision.reason}”`),
        h("p", { class: "quiet" }, whenOf(decision)),
        canUndo && button(t("undo"), () => void takeBack()),
        status,
    );
}
