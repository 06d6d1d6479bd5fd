// Elements, made of text only: nothing that came from a document is ever read as markup.

type Child = Node | string | number | null | undefined | false;
type Properties = Record<string, unknown>;

// h("button", {class: "small", onclick: run, "aria-label": "Run"}, "Run"): names with "on" are listeners, `class` and
// names with a dash are attributes, everything else is a property of the element. Undefined ones are left out.
export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    properties: Properties = {},
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === undefined || value === null) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
        else if (name === "class") element.className = String(value);
        else if (name === "role" || name === "for" || name.includes("-")) element.setAttribute(name, String(value));
        else (element as unknown as Properties)[name] = value;
    }
    append(element, children);
    return element;
}

export function append(element: Element, children: Child[]): void {
    for (const child of children) {
        if (child === null || child === undefined || child === false) continue;
        element.append(child instanceof Node ? child : String(child));
    }
}

export function replace(element: Element, ...children: Child[]): void {
    element.replaceChildren();
    append(element, children);
}
