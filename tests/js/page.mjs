// A page with nothing on it, in which the planner's scripts are loaded as a browser loads them: they tell their rules, find
// nothing of theirs, and rest. Rows that are moved are made of `node`.

import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const STATIC = new URL("../../facilitate/static/", import.meta.url);
const heard = new Map();

// An element: the few things of one that the scripts ask for. Selectors are one tag, one class, or attributes.
export function node(attributes = {}, ...children) {
  const camel = (name) => name.slice(5).replace(/-(\w)/g, (_all, letter) => letter.toUpperCase());
  const matches = (one, selector) =>
    [...selector.matchAll(/\[([\w-]+)(?:="([^"]*)")?\]/g)].every(
      ([, name, value]) =>
        name in one.attributes && (value === undefined || one.attributes[name] === value),
    );
  const inside = (one) => one.children.flatMap((child) => [child, ...inside(child)]);
  const element = {
    attributes,
    children: [],
    parentElement: null,
    hidden: false,
    dataset: Object.fromEntries(
      Object.entries(attributes)
        .filter(([name]) => name.startsWith("data-"))
        .map(([name, value]) => [camel(name), value]),
    ),
    classList: { add() {}, remove() {}, toggle() {} },
    get firstElementChild() {
      return element.children[0] ?? null;
    },
    get nextElementSibling() {
      const all = element.parentElement?.children ?? [];
      return all[all.indexOf(element) + 1] ?? null;
    },
    matches: (selector) => matches(element, selector),
    contains: (other) => other === element || inside(element).includes(other),
    closest(selector) {
      for (let one = element; one; one = one.parentElement) if (one.matches(selector)) return one;
      return null;
    },
    querySelector: (selector) => inside(element).find((one) => one.matches(selector)) ?? null,
    querySelectorAll: (selector) => inside(element).filter((one) => one.matches(selector)),
    insertBefore(child, next) {
      if (child.parentElement)
        child.parentElement.children.splice(child.parentElement.children.indexOf(child), 1);
      element.children.splice(
        next ? element.children.indexOf(next) : element.children.length,
        0,
        child,
      );
      child.parentElement = element;
    },
    focus() {
      document.activeElement = element;
    },
    setAttribute(name, value) {
      attributes[name] = value;
    },
    removeAttribute(name) {
      delete attributes[name];
    },
    dispatchEvent(event) {
      fire(event.type, { ...event, detail: event.detail, target: element, preventDefault() {} });
      return true;
    },
  };
  for (const child of children) element.insertBefore(child, null);
  return element;
}

export const body = node();
globalThis.window = globalThis.self = globalThis;
globalThis.CustomEvent = class {
  constructor(type, more) {
    Object.assign(this, { type }, more);
  }
};
globalThis.document = {
  body,
  activeElement: body,
  documentElement: node(),
  getElementById: () => null,
  querySelector: (selector) => body.querySelector(selector),
  querySelectorAll: (selector) => body.querySelectorAll(selector),
  addEventListener: (name, act) => heard.set(name, [...(heard.get(name) ?? []), act]),
};
globalThis.addEventListener = document.addEventListener;

// What happens on the page.
export function fire(name, event) {
  for (const act of heard.get(name) ?? []) act({ preventDefault() {}, ...event });
}

// Load one of the planner's scripts.
export function load(name) {
  const file = new URL(name, STATIC);
  runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
}

// A value of the script that was loaded, by the name it has there.
export const told = (name) => runInThisContext(name);
